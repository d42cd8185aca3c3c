import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { reading, under, withParams } from '~/api/queries'
import type { AuditEvent, Page } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Icon } from '~/ui/Icon'

const EVERY_MS = 2_000
/** The events that say that a person came through this client. */
const TYPES = ['user.signed_in', 'user.federated_sign_in', 'grant.created']

/** Waits for the first sign-in through a client, and turns green. Asks nothing while the tab is hidden. */
export function Waiting({ clientId }: { clientId: string }) {
  const { id, slug } = useApplication()
  const [since] = useState(() => new Date().toISOString())
  const path = withParams(under(id, '/audit'), { from: since, limit: 50 })
  const isOurs = ({ type, data }: AuditEvent) => TYPES.includes(type) && data.client_id === clientId
  const { data: found, error } = useQuery({
    ...reading<Page<AuditEvent>>(path),
    select: ({ data }) => data.filter(isOurs).at(-1),
    refetchInterval: ({ state }) => (state.data?.data.some(isOurs) ? false : EVERY_MS),
  })
  if (error !== null) return null
  if (found === undefined) {
    return (
      <div role="status" className="flex items-center gap-3 rounded-xl border border-line bg-raised p-4">
        <span className="relative grid size-5 place-items-center">
          <span className="absolute size-3 rounded-full bg-link opacity-40 motion-safe:animate-ping" />
          <span className="size-2 rounded-full bg-link" />
        </span>
        <span className="font-medium">Waiting for your first sign-in</span>
      </div>
    )
  }
  const seconds = Math.max(1, Math.round((Date.parse(found.at) - Date.parse(since)) / 1000))
  return (
    <div role="status" className="grid gap-2 rounded-xl bg-good-bg p-4 text-good">
      <p className="flex items-center gap-2 font-semibold">
        <Icon name="check" /> First sign-in after {seconds} s
      </p>
      <p className="flex flex-wrap gap-x-4 text-[13px]">
        {found.actor.type === 'user' && found.actor.id && (
          <Link to="/apps/$slug/users/$userId" params={{ slug, userId: found.actor.id }} search={{}} className="text-inherit">
            The person
          </Link>
        )}
        <Link to="/apps/$slug/audit" params={{ slug }} search={{ event: found.id }} className="text-inherit">
          The event
        </Link>
      </p>
    </div>
  )
}
