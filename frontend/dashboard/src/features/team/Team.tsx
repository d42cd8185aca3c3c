import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, reading } from '~/api/queries'
import type { Page as List, Organization } from '~/api/types'
import { SaveRow } from '~/features/common/SaveRow'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button, buttonClass } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Input, Select } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Card, Facts, Page, Section } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { Members } from './Members'
import { NewTeam } from './NewTeam'
import { Offers } from './Offers'
import { TeamInvitations } from './TeamInvitations'
import { Current, ORGANIZATIONS, roleName, useTeam } from './team'

/** Who works on a team's applications. Whoever is in several teams chooses one; the choice is in the address. */
export function Team() {
  const { team: chosen } = useSearch({ from: '/inside/team' })
  const navigate = useNavigate()
  const found = useQuery(reading<List<Organization>>(ORGANIZATIONS))
  const [isMaking, setMaking] = useState(false)
  const all = found.data?.data ?? []
  const current = all.find(({ id }) => id === chosen) ?? all[0]
  const choose = (team: string) => void navigate({ to: '/team', search: { team } })
  return (
    <Page
      title={current?.name ?? 'Team'}
      sub="Who works on the team’s applications, and as what."
      badge={current !== undefined && <Badge>{roleName(current.role)}</Badge>}
      actions={
        <>
          {current?.role === 'admin' && (
            <Link to="/team/audit" search={{ team: current.id }} className={buttonClass()}>
              Events
            </Link>
          )}
          <Button onClick={() => setMaking(true)}>New team</Button>
        </>
      }
    >
      <Loaded of={found}>
        {() =>
          current === undefined ? (
            <EmptyState icon="people" title="You are in no team">
              <p>Make one, or ask an admin of a team to invite you.</p>
            </EmptyState>
          ) : (
            <Current key={current.id} value={current}>
              {all.length > 1 && (
                <div className="max-w-sm">
                  <Select label="Team" value={current.id} onChange={(event) => choose(event.currentTarget.value)}>
                    {all.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                </div>
              )}
              <Offers />
              <Members />
              <TeamInvitations />
              <About />
            </Current>
          )
        }
      </Loaded>
      {isMaking && <NewTeam onClose={() => setMaking(false)} onMade={choose} />}
    </Page>
  )
}

function About() {
  const { id, name, created_at, version, path, isAdmin } = useTeam()
  const { isDirty, form, reset } = useUnsaved()
  const save = useWrite((body: { name: string }) => call('PATCH', path, { body, version }), {
    stale: [keyOf(ORGANIZATIONS)],
    done: () => {
      reset()
      toast('Saved.')
    },
  })
  return (
    <Section title="About the team" sub="Another team hands an application over to this one by its id.">
      <Facts
        rows={[
          ['Team id', <CopyId key="id" value={id} label="team id" />],
          ['Created', <Time key="at" at={created_at} />],
        ]}
      />
      {isAdmin && (
        <Card>
          <Form {...form} key={version} className="grid gap-4" onData={(data) => save.mutate({ name: String(data.get('name')) })}>
            <Input label="Name" name="name" required maxLength={255} defaultValue={name} error={fieldError(save.error, 'name')} />
            <SaveRow isDirty={isDirty} save={save} />
          </Form>
        </Card>
      )}
    </Section>
  )
}
