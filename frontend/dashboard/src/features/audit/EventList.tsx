import { lazy, Suspense } from 'react'
import type { AuditEvent } from '~/api/types'
import { ALL_IN_PAGE } from '~/ui/window'
import { EventRow, LightEvent } from './EventRow'

const InView = lazy(() => import('~/ui/InView').then(({ InView }) => ({ default: InView })))
/** A sentence on one line, where the window is wide. */
const HEIGHT = 42

type Props = { events: AuditEvent[]; slug: string; open: string | undefined; hasMore: boolean }

/** Events as sentences; of a long list only those in view are in the page. */
export function EventList({ events, slug, open, hasMore }: Props) {
  const drawn = events.length > ALL_IN_PAGE ? events.slice(0, ALL_IN_PAGE) : events
  const plain = (
    <ul>
      {drawn.map((event) => (
        <EventRow key={event.id} event={event} slug={slug} isOpen={event.id === open} />
      ))}
    </ul>
  )
  if (drawn === events) return plain
  const at = (index: number) => events[index] as AuditEvent
  return (
    <Suspense fallback={plain}>
      <InView
        as="ul"
        count={events.length}
        height={HEIGHT}
        keyAt={(index) => at(index).id}
        row={(index) => (
          <EventRow event={at(index)} slug={slug} isOpen={at(index).id === open} at={index} of={hasMore ? -1 : events.length} />
        )}
        light={(index) => <LightEvent event={at(index)} at={index} />}
        room={(height) => <li aria-hidden="true" className="[overflow-anchor:none]" style={{ height }} />}
        note={(text) => <li className="px-4 py-2">{text}</li>}
      />
    </Suspense>
  )
}
