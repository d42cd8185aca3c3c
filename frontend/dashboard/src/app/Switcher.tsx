import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { applications } from '~/api/queries'
import type { Application } from '~/api/types'
import { Badge } from '~/ui/Badge'
import { Icon } from '~/ui/Icon'

export function Environment({ of }: { of: Application['environment'] }) {
  return <Badge tone={of === 'production' ? 'good' : 'warn'}>{of === 'production' ? 'Production' : 'Development'}</Badge>
}

/** Which application this is, and the way to the others. */
export function Switcher({ slug }: { slug: string | undefined }) {
  const menu = useRef<HTMLDetailsElement>(null)
  const { data } = useQuery(applications)
  const current = data?.data.find((one) => one.slug === slug)
  const close = () => menu.current?.removeAttribute('open')
  return (
    <details
      ref={menu}
      className="relative"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <summary className="flex items-center gap-2.5 rounded-lg p-1.5 hover:bg-hover">
        <Mark name={current?.name} />
        <span className="grid min-w-0 flex-1 justify-items-start">
          <span className="block max-w-full truncate leading-tight font-semibold">{current?.name ?? 'Aero2'}</span>
          {current !== undefined && <Environment of={current.environment} />}
        </span>
        <Icon name="chevron" className="size-3.5 text-muted" />
      </summary>
      <div className="absolute inset-x-0 z-10 mt-1 grid max-h-80 gap-px overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-pop">
        {data?.data.map((one) => (
          <Link
            key={one.id}
            to="/apps/$slug"
            params={{ slug: one.slug }}
            onClick={close}
            className="flex min-h-8 items-center gap-2 rounded-lg px-2 text-ink no-underline hover:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{one.name}</span>
            {one.slug === slug && <Icon name="check" className="size-3.5" />}
          </Link>
        ))}
        <Link
          to="/apps"
          onClick={close}
          className="flex min-h-8 items-center rounded-lg px-2 text-muted no-underline hover:bg-hover hover:text-ink"
        >
          All applications
        </Link>
      </div>
    </details>
  )
}

function Mark({ name }: { name: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-lg bg-brand text-[13px] font-bold text-brand-ink"
    >
      {name === undefined ? 'A' : [...name][0]?.toUpperCase()}
    </span>
  )
}
