import type { ReactNode } from 'react'
import { ApiError, words } from '~/api/error'
import { Button } from './Button'
import { cx } from './classes'
import { Icon, type IconName } from './Icon'

/** What failed, where it happened. Renders nothing while nothing did. */
export function Problem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const reference = error instanceof ApiError ? error.requestId : undefined
  return (
    <div role="alert" className="rounded-lg bg-wrong-bg px-3.5 py-2.5 text-[13px] text-wrong">
      {words(error)}
      {reference !== undefined && <span className="mt-0.5 block font-mono text-xs opacity-90">Reference {reference}</span>}
    </div>
  )
}

type NoticeProps = { tone?: 'info' | 'warn' | 'good'; children: ReactNode }

export function Notice({ tone = 'info', children }: NoticeProps) {
  const look = { info: 'bg-link-bg text-ink', warn: 'bg-warn-bg text-warn', good: 'bg-good-bg text-good' }[tone]
  return (
    <div className={cx('flex gap-2.5 rounded-lg px-3.5 py-2.5 text-[13px]', look)}>
      <Icon name={tone === 'good' ? 'check' : tone === 'warn' ? 'warn' : 'info'} className="mt-0.5 size-4" />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

export function Skeleton({ rows = 4 }: { rows?: number }) {
  const lines = Array.from({ length: rows }, (_, at) => `line-${at}`)
  return (
    <div className="late grid gap-3 py-2" aria-busy="true">
      <span className="sr-only">Loading</span>
      {lines.map((line, at) => (
        <div key={line} className={cx('skeleton h-9 rounded-lg bg-sunken', at % 3 === 2 && 'w-2/3')} />
      ))}
    </div>
  )
}

type EmptyProps = { icon?: IconName; title: string; children?: ReactNode; actions?: ReactNode }

export function EmptyState({ icon, title, children, actions }: EmptyProps) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-dashed border-line px-4 py-8 text-center">
      {icon !== undefined && (
        <span className="mb-1 grid size-10 place-items-center rounded-xl border border-line bg-raised text-muted">
          <Icon name={icon} className="size-5" />
        </span>
      )}
      <p className="font-semibold">{title}</p>
      {children !== undefined && <div className="grid w-full max-w-lg gap-3 text-muted">{children}</div>}
      {actions !== undefined && actions !== false && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

type ErrorProps = { error: unknown; onRetry?: () => void; needs?: string | undefined }

/** A whole list or page that could not be shown: why, and what to do. */
export function ErrorState({ error, onRetry, needs }: ErrorProps) {
  const status = error instanceof ApiError ? error.status : undefined
  if (status === 403) {
    return (
      <EmptyState icon="shield" title="Your role does not include this">
        <p>
          An admin of the team can see it
          {needs !== undefined && <> with the permission {<code className="font-mono text-[13px]">{needs}</code>}</>}. Ask one of
          them for a wider role.
        </p>
      </EmptyState>
    )
  }
  if (status === 404) {
    return (
      <EmptyState icon="search" title="There is nothing here">
        <p>It does not exist, was deleted, or belongs to another application.</p>
      </EmptyState>
    )
  }
  return (
    <div role="alert" className="grid justify-items-start gap-3 rounded-xl border border-line bg-wrong-bg p-5 text-wrong">
      <p>{words(error)}</p>
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="font-mono text-xs">Reference {error.requestId}</p>
      )}
      {onRetry !== undefined && (
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

type LoadedProps<T> = {
  of: { data: T | undefined; error: Error | null; refetch: () => unknown }
  needs?: string
  rows?: number
  children: (data: T) => ReactNode
}

/** A query in all its states. */
export function Loaded<T>({ of, needs, rows = 4, children }: LoadedProps<T>) {
  if (of.data !== undefined) return children(of.data)
  if (of.error !== null) return <ErrorState error={of.error} onRetry={() => void of.refetch()} needs={needs} />
  return <Skeleton rows={rows} />
}
