import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { Page, Settings, SigningKey } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { SettingSelect } from '~/features/common/settings'
import { useWrite } from '~/features/common/write'
import { Badge, type Tone } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Dialog } from '~/ui/Dialog'
import { Checkbox, Select } from '~/ui/Field'
import { Card, Section } from '~/ui/Page'
import { Loaded, Notice, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

const TONES: Record<SigningKey['status'], Tone> = {
  active: 'good',
  next: 'info',
  retiring: 'warn',
  revoked: 'wrong',
}

export function SigningKeys({ settings }: { settings: Settings }) {
  const { id } = useApplication()
  const [isRotating, setRotating] = useState(false)
  const path = under(id, '/signing-keys')
  const found = useQuery(reading<Page<SigningKey>>(path))
  return (
    <Section
      title="Signing keys"
      sub="The next key is published a day before it signs, and the last one until its tokens have ended."
      actions={
        <Button icon="refresh" onClick={() => setRotating(true)}>
          Rotate
        </Button>
      }
    >
      <Loaded of={found} needs="apps:read">
        {({ data }) => (
          <Table
            label="Signing keys"
            rows={data}
            id={({ kid }) => kid}
            columns={[
              { head: 'kid', cell: ({ kid }) => <CopyId value={kid} label="kid" /> },
              { head: 'alg', className: 'w-24', cell: ({ alg }) => alg },
              { head: 'State', className: 'w-28', cell: ({ status }) => <Badge tone={TONES[status]}>{status}</Badge> },
              { head: 'Made', wide: true, className: 'w-36', cell: ({ created_at }) => <Time at={created_at} /> },
              {
                head: 'Leaves',
                wide: true,
                className: 'w-36',
                cell: ({ drop_at }) => <Time at={drop_at} none="Not yet known" />,
              },
            ]}
          />
        )}
      </Loaded>
      <Card className="py-1!">
        <SettingSelect
          label="Rotate by itself every"
          value={settings.signing_key_rotation_days}
          options={[7, 30, 90, 365].map((days): [number, string] => [days, `${days} days`])}
          patch={(signing_key_rotation_days) => ({ signing_key_rotation_days })}
        />
      </Card>
      {isRotating && <Rotate onClose={() => setRotating(false)} />}
    </Section>
  )
}

function Rotate({ onClose }: { onClose: () => void }) {
  const { id } = useApplication()
  const [isEmergency, setEmergency] = useState(false)
  const path = under(id, '/signing-keys')
  const rotate = useWrite((alg: string) => call('POST', `${path}/rotate`, { body: { alg, emergency: isEmergency } }), {
    stale: [keyOf(path)],
    done: () => {
      toast('Rotated. The next key signs from now on.')
      onClose()
    },
  })
  return (
    <Dialog title="Rotate signing key" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rotate.mutate(String(new FormData(event.currentTarget).get('alg')))
        }}
      >
        <Select label="Of which algorithm" name="alg">
          <option>RS256</option>
          <option>ES256</option>
        </Select>
        <Checkbox
          label="The present key is not safe any more"
          hint="It is withdrawn at once."
          checked={isEmergency}
          onChange={({ target }) => setEmergency(target.checked)}
        />
        {isEmergency && (
          <Notice tone="warn">
            Every token that it signed stops being accepted as soon as key sets are read again. People sign in anew.
          </Notice>
        )}
        <Problem error={rotate.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant={isEmergency ? 'danger' : 'primary'} busy={rotate.isPending}>
            {isEmergency ? 'Withdraw the key' : 'Rotate key'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
