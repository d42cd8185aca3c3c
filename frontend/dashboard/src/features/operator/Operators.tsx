import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, reading } from '~/api/queries'
import type { Operator, Page } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Section } from '~/ui/Page'
import { Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { toast } from '~/ui/toast'

const PATH = '/api/platform/operators'

export function Operators() {
  const found = useQuery(reading<Page<Operator>>(PATH))
  const [isInviting, setInviting] = useState(false)
  const [asked, setAsked] = useState<Operator>()
  const remove = useWrite((one: Operator) => call('DELETE', `${PATH}/${one.id}`), {
    stale: [keyOf(PATH)],
    done: () => {
      setAsked(undefined)
      toast('Removed.')
    },
  })
  return (
    <Section title="Operators" actions={<Button onClick={() => setInviting(true)}>Invite operator</Button>}>
      <Loaded of={found} needs="operator">
        {({ data }) => (
          <Table
            label="Operators"
            rows={data}
            id={({ id }) => id}
            columns={[
              {
                head: 'Person',
                cell: (one) => (
                  <span className="block truncate">{(one.status === 'active' ? one.name : null) ?? one.email ?? one.id}</span>
                ),
              },
              {
                head: 'State',
                className: 'w-28',
                cell: ({ status }) => <Badge tone={status === 'active' ? 'good' : 'info'}>{status}</Badge>,
              },
              {
                head: 'Actions',
                className: 'w-32 text-end!',
                cell: (one) => one.status === 'active' && <Button onClick={() => setAsked(one)}>Remove</Button>,
              },
            ]}
          />
        )}
      </Loaded>
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {asked !== undefined && (
        <Confirm
          title={`Remove ${asked.email ?? asked.id}?`}
          action="Remove operator"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>They keep their account and their teams, and lose everything on this page.</p>
        </Confirm>
      )}
    </Section>
  )
}

function Invite({ onClose }: { onClose: () => void }) {
  const invite = useWrite((email: string) => call('POST', PATH, { body: { email } }), {
    stale: [keyOf(PATH)],
    done: () => {
      toast('The invitation is on its way.')
      onClose()
    },
  })
  return (
    <Dialog title="Invite operator" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate(String(new FormData(event.currentTarget).get('email')))
        }}
      >
        <Input data-focus="" label="E-mail" name="email" type="email" required error={fieldError(invite.error, 'email')} />
        <Problem error={invite.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={invite.isPending}>
            Send invitation
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
