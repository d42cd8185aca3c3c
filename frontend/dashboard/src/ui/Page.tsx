import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from './classes'

type Props = { title: string; sub?: ReactNode; actions?: ReactNode; badge?: ReactNode; children: ReactNode; wide?: boolean }

let isFirst = true

/** A screen: its heading, what can be done, and what there is. */
export function Page({ title, sub, actions, badge, children, wide = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Aero2`
  }, [title])
  useEffect(() => {
    // Whoever came by a link hears the new heading; the first page of a visit is read from its top.
    if (!isFirst) heading.current?.focus({ preventScroll: true })
    isFirst = false
  }, [])
  return (
    <div className={cx('mx-auto grid w-full min-w-0 gap-6 px-4 py-6 sm:px-8 sm:py-8', wide ? 'max-w-6xl' : 'max-w-5xl')}>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1
            ref={heading}
            tabIndex={-1}
            className="flex flex-wrap items-center gap-2.5 text-xl font-semibold tracking-tight break-words outline-none"
          >
            <bdi className="min-w-0 break-words">{title}</bdi>
            {badge}
          </h1>
          {sub !== undefined && <div className="mt-1 text-muted">{sub}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A titled part of a screen: text at the start, controls at the end on wide screens. */
export function Section({
  title,
  sub,
  children,
  actions,
}: {
  title: string
  sub?: ReactNode
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <section className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-[15px] font-semibold">{title}</h2>
          {sub !== undefined && <p className="text-[13px] text-muted">{sub}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('min-w-0 rounded-xl border border-line bg-raised p-5', className)}>{children}</div>
}

/** Names and values, one a line. */
export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="grid min-w-0 rounded-xl border border-line bg-raised">
      {rows.map(([name, value]) => (
        <div
          key={name}
          className="grid min-w-0 gap-x-6 gap-y-0.5 border-line px-4 py-2.5 not-first:border-t sm:grid-cols-[11rem_1fr]"
        >
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
