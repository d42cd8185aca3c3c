import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { applications, currentSession, keyOf, reading } from '~/api/queries'
import type { Page as List, Member, TeamRole } from '~/api/types'
import { Pager } from '~/features/common/Pager'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Select } from '~/ui/Field'
import { Section } from '~/ui/Page'
import { Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { Invite } from './Invite'
import { ORGANIZATIONS, ROLES, roleName, useTeam } from './team'

export function Members() {
  const { path, isAdmin } = useTeam()
  const members = `${path}/members`
  const [cursor, setCursor] = useState<string>()
  const [isInviting, setInviting] = useState(false)
  const [asked, setAsked] = useState<Member>()
  const own = useQuery(currentSession).data?.user.id
  const found = useQuery(
    reading<List<Member>>(`${members}?limit=25${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`),
  )
  const give = useWrite(
    ({ one, role }: { one: Member; role: TeamRole }) =>
      call<Member>('PATCH', `${members}/${one.user_id}`, { body: { role }, version: one.version }),
    {
      // Whoever changes their own role sees another page.
      stale: [keyOf(ORGANIZATIONS), applications.queryKey],
      done: ({ email, name, role }) => toast(`${name ?? email ?? 'They'}: ${roleName(role)}.`),
    },
  )
  return (
    <Section
      title="Members"
      actions={
        isAdmin && (
          <Button variant="primary" icon="plus" onClick={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      <Problem error={give.error} />
      <Loaded of={found}>
        {({ data, next_cursor }) => (
          <Table
            label="Members"
            rows={data}
            id={({ user_id }) => user_id}
            columns={[
              { head: 'Person', cell: (one) => <Person of={one} isOwn={one.user_id === own} /> },
              {
                head: 'Role',
                className: 'w-40 max-md:w-36',
                cell: (one) =>
                  isAdmin ? (
                    <Select
                      label={`Role of ${personOf(one)}`}
                      hideLabel
                      value={one.role}
                      disabled={give.isPending}
                      onChange={(event) => give.mutate({ one, role: event.currentTarget.value as TeamRole })}
                    >
                      {ROLES.map(([value, label]) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    roleName(one.role)
                  ),
              },
              { head: 'Since', wide: true, className: 'w-36', cell: ({ joined_at }) => <Time at={joined_at} /> },
              {
                head: 'Actions',
                className: 'w-28 text-end!',
                cell: (one) =>
                  (isAdmin || one.user_id === own) && (
                    <Button
                      aria-label={`${one.user_id === own ? 'Leave' : `Remove ${personOf(one)}`}`}
                      onClick={() => setAsked(one)}
                    >
                      {one.user_id === own ? 'Leave' : 'Remove'}
                    </Button>
                  ),
              },
            ]}
            footer={
              <Pager
                count={data.length}
                noun="member"
                next={next_cursor}
                isFirst={cursor === undefined}
                onNext={setCursor}
                onFirst={() => setCursor(undefined)}
              />
            }
          />
        )}
      </Loaded>
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {asked !== undefined && <Remove member={asked} isOwn={asked.user_id === own} onClose={() => setAsked(undefined)} />}
    </Section>
  )
}

function personOf({ name, email, user_id }: Member): string {
  return name ?? email ?? user_id
}

function Person({ of, isOwn }: { of: Member; isOwn: boolean }) {
  return (
    <>
      <span className="block truncate font-medium">
        <bdi>{personOf(of)}</bdi>
        {isOwn && <span className="font-normal text-muted"> (you)</span>}
      </span>
      {of.name !== null && <span className="block truncate text-[13px] text-muted">{of.email}</span>}
    </>
  )
}

function Remove({ member, isOwn, onClose }: { member: Member; isOwn: boolean; onClose: () => void }) {
  const { name, path } = useTeam()
  const remove = useWrite(() => call('DELETE', `${path}/members/${member.user_id}`), {
    stale: [keyOf(ORGANIZATIONS), applications.queryKey],
    done: () => {
      onClose()
      toast(isOwn ? `You left ${name}.` : `${personOf(member)} is no longer a member.`)
    },
  })
  return (
    <Confirm
      title={isOwn ? `Leave ${name}?` : `Remove ${personOf(member)}?`}
      action={isOwn ? 'Leave team' : 'Remove member'}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {isOwn ? 'You lose' : 'They lose'} all access to the team’s applications at once. An admin can invite
        {isOwn ? ' you' : ' them'} again.
      </p>
    </Confirm>
  )
}
