import { useQuery } from '@tanstack/react-query'
import { ApiError } from '~/api/error'
import { currentSession, reading, under } from '~/api/queries'
import type { AuditEvent, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { actorOf } from './sentence'

/** Who somebody is: their name where they are a user of this application, read once and kept. */
export function Who({ event, userId }: { event?: AuditEvent; userId?: string }) {
  const wanted = userId ?? (event?.actor.type === 'user' ? event.actor.id : undefined) ?? ownTarget(event)
  // Whoever has no name to be read asks nothing.
  if (typeof wanted !== 'string') return event === undefined ? 'a user' : actorOf(event)
  return <Named event={event} wanted={wanted} />
}

function Named({ event, wanted }: { event: AuditEvent | undefined; wanted: string }) {
  const { id: appId } = useApplication()
  const session = useQuery(currentSession).data
  const isMe = wanted === session?.user.id
  const { data, error } = useQuery({
    ...reading<User>(under(appId, `/users/${wanted}`)),
    // A developer's id is not of this application: asking for it would be a 404.
    enabled: !isMe,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (isMe) return 'You'
  const name = data?.name ?? data?.email
  if (name !== undefined && name !== null) return name
  // Not of this application: somebody of the team that owns it.
  if (error instanceof ApiError && error.status === 404 && event?.actor.type === 'user') return 'A developer'
  return event === undefined ? 'a user' : actorOf(event)
}

/** The person an event is about when nobody proved to be them. */
function ownTarget(event: AuditEvent | undefined): string | undefined {
  if (event?.actor.type !== 'anonymous' || event.target?.type !== 'user') return undefined
  return event.target.id
}
