import { memo } from 'react'
import type { AuditEvent } from '~/api/types'
import { RowLink } from '~/features/common/RowLink'
import { rowLink } from '~/features/common/row-link'
import { Badge } from '~/ui/Badge'
import { cx } from '~/ui/classes'
import { Time } from '~/ui/Time'
import { actorOf, sentence, targetName } from './sentence'
import { Who } from './Who'

type Props = {
  event: AuditEvent
  slug: string
  isOpen?: boolean
  /** The place in the list, and of how many, where not all of it is in the page; -1 where nobody knows. */
  at?: number
  of?: number
}

/** In a long list all rows are as high as each other: a sentence on one line, on a phone on two. */
const LONG = 'h-10.5 max-sm:h-15.5 overflow-clip'

function OneEvent({ event, slug, isOpen = false, at, of }: Props) {
  const { before, after, hasTarget } = sentence(event)
  const user = event.target?.type === 'user' ? event.target.id : undefined
  return (
    <li
      data-index={at}
      aria-posinset={at === undefined ? undefined : at + 1}
      aria-setsize={of}
      className={cx(
        'relative flex items-center gap-3 border-line px-4 py-2.5 not-first:border-t hover:bg-hover',
        at !== undefined && LONG,
        isOpen && 'bg-link-bg',
      )}
    >
      <Dot outcome={event.outcome} />
      <RowLink
        options={{ to: '/apps/$slug/audit', params: { slug }, search: (before) => ({ ...before, event: event.id }) }}
        className={cx(rowLink, 'min-w-0 flex-1 font-normal!', at !== undefined && 'line-clamp-1 max-sm:line-clamp-2')}
      >
        <span className="font-medium">
          <Who event={event} />
        </span>{' '}
        {before}
        {hasTarget && <span className="font-medium">{user === undefined ? targetName(event) : <Who userId={user} />}</span>}
        {after}
        {event.reason !== null && <span className="text-muted"> ({event.reason.replaceAll('_', ' ')})</span>}
      </RowLink>
      <span className="hidden font-mono text-xs text-muted sm:block">{event.type}</span>
      <span className="w-24 text-end text-xs text-muted max-sm:w-auto">
        <Time at={event.at} />
      </span>
    </li>
  )
}

/** An event as a sentence; the whole row opens it. */
export const EventRow = memo(OneEvent)

/** A row that flies by, and is another one in the next frame: the browser must not hold on to it. */
export function LightEvent({ event, at }: { event: AuditEvent; at: number }) {
  const { before, after } = sentence(event)
  return (
    <li data-index={at} className={cx('truncate border-t border-line px-9 leading-10 [overflow-anchor:none]', LONG)}>
      {actorOf(event)} {before}
      {after}
    </li>
  )
}

export function Dot({ outcome }: { outcome: AuditEvent['outcome'] }) {
  const look = { success: 'border border-edge', failure: 'bg-wrong', denied: 'bg-warn' }[outcome]
  return (
    <span className={cx('size-2 shrink-0 rounded-full', look)}>
      <span className="sr-only">{outcome}</span>
    </span>
  )
}

export function OutcomeBadge({ outcome }: { outcome: AuditEvent['outcome'] }) {
  return <Badge tone={({ success: 'good', failure: 'wrong', denied: 'warn' } as const)[outcome]}>{outcome}</Badge>
}
