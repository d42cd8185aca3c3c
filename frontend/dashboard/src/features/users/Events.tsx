import { useQuery } from '@tanstack/react-query'
import { reading } from '~/api/queries'
import type { AuditEvent, Page, User } from '~/api/types'
import { EventRow } from '~/features/audit/EventRow'
import { useApplication } from '~/features/common/application'
import { EmptyState, Loaded } from '~/ui/states'
import { userPaths } from './paths'

/** Everything about one person, on one line of time. */
export function Events({ user }: { user: User }) {
  const { id, slug } = useApplication()
  const found = useQuery(reading<Page<AuditEvent>>(`${userPaths(id, user.id).path}/audit?limit=100`))
  return (
    <Loaded of={found} needs="audit:read" rows={8}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="pulse" title="Nothing happened yet" />
        ) : (
          <ul className="rounded-xl border border-line bg-raised">
            {data.map((event) => (
              <EventRow key={event.id} event={event} slug={slug} />
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
