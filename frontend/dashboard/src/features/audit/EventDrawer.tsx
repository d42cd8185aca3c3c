import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { reading, under } from '~/api/queries'
import type { AuditEvent, User } from '~/api/types'
import type { AuditSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { browserName } from '~/features/users/browser'
import { CodeBlock, Json } from '~/ui/Code'
import { CopyButton, CopyId } from '~/ui/Copy'
import { Dialog } from '~/ui/Dialog'
import { Loaded } from '~/ui/states'
import { moment } from '~/ui/time'
import { changesOf, written } from './changes'
import { OutcomeBadge } from './EventRow'
import { sentence, shortId, targetName } from './sentence'
import { Who } from './Who'

type Props = { eventId: string; onClose: () => void; onFilter: (filter: Partial<AuditSearch>) => void }

/** One event: its parts are filters, what it changed is a diff, and it can be linked to. */
export function EventDrawer({ eventId, onClose, onFilter }: Props) {
  const { id, issuer } = useApplication()
  const path = `/audit/${eventId}`
  const found = useQuery({ ...reading<AuditEvent>(under(id, path)), staleTime: Number.POSITIVE_INFINITY })
  return (
    <Dialog title="Event" onClose={onClose} side>
      <Loaded of={found} needs="audit:read" rows={8}>
        {(event) => (
          <>
            <p className="text-base">
              <Sentence event={event} />
            </p>
            <Parts event={event} onFilter={onFilter} />
            <Diff event={event} />
            <Json value={event} title="Event" />
            <CodeBlock title="cURL" code={`curl ${issuer}/api${path} \\\n  -H "Authorization: Bearer $AERO2_SECRET_KEY"`} />
            <div>
              <CopyButton text={location.href} label="Copy link to this event" />
            </div>
          </>
        )}
      </Loaded>
    </Dialog>
  )
}

function Sentence({ event }: { event: AuditEvent }) {
  const { before, after, hasTarget } = sentence(event)
  return (
    <>
      <strong>
        <Who event={event} />
      </strong>{' '}
      {before}
      {hasTarget && <strong>{event.target?.type === 'user' ? <Who userId={event.target.id} /> : targetName(event)}</strong>}
      {after}.
    </>
  )
}

function Parts({ event, onFilter }: { event: AuditEvent; onFilter: Props['onFilter'] }) {
  const actorId = event.actor.id ?? undefined
  const { actor, target, ip_address, user_agent, request_id } = event
  return (
    <dl className="grid gap-2.5 rounded-xl border border-line p-4 text-[13px]">
      <Part name="When">{moment(event.at)}</Part>
      <Part name="Outcome">
        <OutcomeBadge outcome={event.outcome} />
        {event.reason !== null && <span className="text-muted">{event.reason}</span>}
      </Part>
      <Part name="Type">
        <Chip onClick={() => onFilter({ type: event.type })}>{event.type}</Chip>
      </Part>
      {actorId !== undefined && (
        <Part name="Actor">
          <Chip onClick={() => onFilter({ actor_id: actorId })}>
            {actor.type} {shortId(actorId)}
          </Chip>
          {actor.type === 'user' && <ToUser userId={actorId} />}
        </Part>
      )}
      {target !== null && (
        <Part name="Target">
          {target.type === 'user' ? (
            <>
              <Chip onClick={() => onFilter({ user_id: target.id })}>user {shortId(target.id)}</Chip>
              <ToUser userId={target.id} />
            </>
          ) : (
            <CopyId value={target.id} label={target.type} />
          )}
        </Part>
      )}
      {ip_address !== null && (
        <Part name="IP">
          <Chip onClick={() => onFilter({ ip: ip_address })}>{ip_address}</Chip>
        </Part>
      )}
      {user_agent !== null && <Part name="Browser">{browserName(user_agent)}</Part>}
      {request_id !== null && (
        <Part name="Request">
          <CopyId value={request_id} label="request id" />
        </Part>
      )}
    </dl>
  )
}

/** The way to a user, once it is known that they are one of this application. */
function ToUser({ userId }: { userId: string }) {
  const { id, slug } = useApplication()
  const { data } = useQuery({ ...reading<User>(under(id, `/users/${userId}`)), enabled: false })
  if (data === undefined) return null
  return (
    <Link to="/apps/$slug/users/$userId" params={{ slug, userId }} search={{}}>
      Open
    </Link>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-3">
      <dt className="text-muted">{name}</dt>
      <dd className="flex flex-wrap items-center gap-2">{children}</dd>
    </div>
  )
}

function Chip({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      title="Show only these"
      className="inline-flex min-h-6 items-center rounded-full border border-line bg-sunken px-2.5 font-mono text-xs hover:border-edge"
    >
      {children}
    </button>
  )
}

function Diff({ event }: { event: AuditEvent }) {
  const changes = changesOf(event.data)
  if (changes.length === 0) return null
  return (
    <ul className="grid divide-y divide-line rounded-xl border border-line">
      {changes.map(({ field, old, next }) => (
        <li key={field} className="grid gap-1.5 p-3">
          <code className="text-[13px] font-medium">{field}</code>
          {old !== undefined && <Side sign="−" value={written(old)} look="bg-wrong-bg text-wrong" label="before" />}
          {next !== undefined && <Side sign="+" value={written(next)} look="bg-good-bg text-good" label="after" />}
        </li>
      ))}
    </ul>
  )
}

function Side({ sign, value, look, label }: { sign: string; value: string; look: string; label: string }) {
  return (
    <p className={`rounded-md px-2 py-1 font-mono text-xs break-words whitespace-pre-wrap ${look}`}>
      <span aria-hidden="true">{sign} </span>
      <span className="sr-only">{label}: </span>
      {value}
    </p>
  )
}
