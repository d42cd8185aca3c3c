import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { reading, under, withParams } from '~/api/queries'
import type { JwtTemplateDetail, JwtTemplatePreview, Page as List, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useSettled } from '~/features/common/settled'
import { Json } from '~/ui/Code'
import { Input, Select } from '~/ui/Field'
import { Card, Section } from '~/ui/Page'
import { Notice, Problem, Skeleton } from '~/ui/states'
import { useClients } from './clients'
import { bodyOf, claimProblems, type Draft, TARGETS } from './draft'

/** The server looks for no less. */
const SHORTEST = 2
/** From here on a token is likely to grow over its 8 KiB, once it is signed and encoded. */
const LARGE = 4_500

/** What the draft would say with the client and the person that were chosen. */
export function usePreview(template: JwtTemplateDetail | undefined, draft: Draft) {
  const { id } = useApplication()
  const clients = useClients()
  const [chosen, setChosen] = useState<{ client?: string; user?: string }>({})
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const people = useQuery(
    reading<List<User>>(under(id, withParams('/users', { limit: 20, search: search.length < SHORTEST ? undefined : search }))),
  )
  const users = people.data?.data ?? []
  const client = clients.find(({ client_id }) => client_id === (chosen.client ?? draft.clientId)) ?? clients[0]
  const user = client?.type === 'machine' ? undefined : (users.find((one) => one.id === chosen.user) ?? users[0])
  const { name: _name, ...unsaved } = useSettled(bodyOf(draft)) ?? { name: '' }
  const path = under(id, `/jwt-templates${template === undefined ? '' : `/${template.id}`}/preview`)
  const body = { client_id: client?.client_id, user_id: user?.id ?? null, draft: unsaved }
  const found = useQuery({
    queryKey: ['preview of a JWT template', path, body],
    queryFn: ({ signal }) => call<JwtTemplatePreview>('POST', path, { body, signal }),
    enabled: client !== undefined && people.isFetched && 'claims' in unsaved,
    placeholderData: (before) => before,
    retry: false,
  })
  return { ...found, client, clients, user, users, typed, setTyped, choose: setChosen, chosen }
}

type Trial = ReturnType<typeof usePreview>

export function TryIt({ trial, draft }: { trial: Trial; draft: Draft }) {
  const { client, clients, user, users, typed, setTyped, choose, chosen, data, error } = trial
  return (
    <Section title="Try with a user" sub="What the next tokens would say, made by what makes them. Nothing is saved.">
      <Card className="grid content-start gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label="Client"
            value={client?.client_id ?? ''}
            onChange={({ target }) => choose({ ...chosen, client: target.value })}
          >
            {clients.map(({ client_id, client_name }) => (
              <option key={client_id} value={client_id}>
                {client_name}
              </option>
            ))}
          </Select>
          <Select
            label="Person"
            value={user?.id ?? ''}
            disabled={client?.type === 'machine'}
            onChange={({ target }) => choose({ ...chosen, user: target.value })}
          >
            {(user === undefined || users.length === 0) && <option value="">Nobody</option>}
            {users.map((one) => (
              <option key={one.id} value={one.id}>
                {one.email ?? one.id}
              </option>
            ))}
          </Select>
        </div>
        <Input
          label="Find a person"
          optional
          type="search"
          placeholder="Beginning of a name or an address"
          disabled={client?.type === 'machine'}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {claimProblems(error).length === 0 && <Problem error={error} />}
        {data === undefined
          ? error === null && client !== undefined && <Skeleton />
          : error === null && <Said said={data} client={client?.client_name ?? ''} draft={draft} />}
      </Card>
    </Section>
  )
}

function Said({ said, client, draft }: { said: JwtTemplatePreview; client: string; draft: Draft }) {
  const isLarge = TARGETS.some(({ id }) => JSON.stringify(said.together[id]).length > LARGE)
  return (
    <div className="grid min-w-0 gap-4">
      {!said.applies && <Notice>This template is for another client: tokens for {client} say none of it.</Notice>}
      {said.left_out.length > 0 && (
        <Notice>
          Left out, because nothing is known: <span className="font-mono text-xs">{said.left_out.join(', ')}</span>
        </Notice>
      )}
      {isLarge && (
        <Notice tone="warn">
          All of it together is large. A token over 8 KiB is not given out, and whoever asks for it gets an error.
        </Notice>
      )}
      <Json value={said.claims} title="What this template says" />
      {said.applies &&
        TARGETS.filter(({ id }) => draft.targets.includes(id)).map(({ id, label }) => (
          <Json key={id} value={said.together[id]} title={`${label}, with all templates`} />
        ))}
    </div>
  )
}
