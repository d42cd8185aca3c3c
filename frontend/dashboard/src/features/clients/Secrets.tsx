import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Client } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { GraceField } from '~/features/common/GraceField'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Section } from '~/ui/Page'
import { SecretOnce } from '~/ui/Secret'
import { Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'

type Secret = NonNullable<Client['secrets']>[number]

export function Secrets({ client }: { client: Client }) {
  const [isRotating, setRotating] = useState(false)
  const rows = client.secrets ?? []
  return (
    <Section
      title="Client secrets"
      sub="Two can live at once, so that nothing stops while you replace one."
      actions={
        <Button icon="refresh" onClick={() => setRotating(true)}>
          Rotate secret
        </Button>
      }
    >
      <Table<Secret>
        label="Client secrets"
        rows={rows}
        id={({ id }) => id}
        columns={[
          { head: 'Id', cell: ({ id }) => <code className="text-[13px]">…{id.slice(-6)}</code> },
          { head: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
          {
            head: 'State',
            cell: ({ expires_at }) =>
              expires_at === null ? (
                <Badge tone="good">active</Badge>
              ) : (
                <Badge tone="warn">
                  works until <Time at={expires_at} />
                </Badge>
              ),
          },
        ]}
      />
      {isRotating && <Rotate client={client} onClose={() => setRotating(false)} />}
    </Section>
  )
}

function Rotate({ client, onClose }: { client: Client; onClose: () => void }) {
  const { id } = useApplication()
  const [key] = useState(() => crypto.randomUUID())
  const path = under(id, `/clients/${client.client_id}`)
  const rotate = useWrite(
    (grace_seconds: number) => call<Client>('POST', `${path}/rotate-secret`, { body: { grace_seconds }, key }),
    { stale: [keyOf(path)] },
  )
  const secret = rotate.data?.client_secret
  if (secret !== undefined) {
    return (
      <Dialog title="The new secret" onClose={onClose} wide lasting>
        <SecretOnce values={[{ label: 'client_secret', value: secret, isSecret: true }]} onStored={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title={`Rotate the secret of ${client.client_name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rotate.mutate(Number(new FormData(event.currentTarget).get('grace')))
        }}
      >
        <GraceField what="secret" />
        <Problem error={rotate.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={rotate.isPending}>
            Rotate secret
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
