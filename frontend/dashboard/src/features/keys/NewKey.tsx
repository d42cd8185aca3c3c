import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { ApiKey } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { PermissionChoice } from '~/features/common/PermissionChoice'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Checkbox, Input, Select } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { SecretOnce } from '~/ui/Secret'
import { Problem } from '~/ui/states'

const DAY_MS = 86_400_000

export function NewKey({ onClose }: { onClose: () => void }) {
  const { id } = useApplication()
  const [idempotency] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState('secret')
  const [isAll, setAll] = useState(true)
  const [permissions, setPermissions] = useState<string[]>([])
  const path = under(id, '/api-keys')
  const create = useWrite((body: object) => call<ApiKey>('POST', path, { body, key: idempotency }), { stale: [keyOf(path)] })
  if (create.data?.key !== undefined) return <KeyOnce apiKey={create.data} onClose={onClose} />
  function submit(form: FormData): void {
    const days = Number(form.get('days'))
    create.mutate({
      kind,
      name: form.get('name'),
      ...(kind === 'secret' && { permissions: isAll ? ['*'] : permissions }),
      ...(days > 0 && { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() }),
    })
  }
  return (
    <Dialog title="New key" onClose={onClose} wide>
      <Form className="grid gap-4" onData={submit}>
        <Input
          data-focus=""
          label="Name"
          name="name"
          required
          maxLength={100}
          hint="Where it is used: “worker in Frankfurt”."
          error={fieldError(create.error, 'name')}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select label="Kind" value={kind} onChange={({ target }) => setKind(target.value)}>
            <option value="secret">Secret, for servers</option>
            <option value="publishable">Publishable, for browsers</option>
          </Select>
          <Select label="Ends" name="days" defaultValue="0">
            <option value="0">Never</option>
            <option value="7">In 7 days</option>
            <option value="30">In 30 days</option>
            <option value="90">In 90 days</option>
            <option value="365">In a year</option>
          </Select>
        </div>
        {kind === 'secret' && (
          <>
            <Checkbox label="Everything that you may" checked={isAll} onChange={({ target }) => setAll(target.checked)} />
            {!isAll && <PermissionChoice legend="Permissions" chosen={permissions} onChange={setPermissions} />}
          </>
        )}
        <Problem error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            Create key
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

/** The whole key, this once. */
export function KeyOnce({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const isSecret = apiKey.kind === 'secret'
  return (
    <Dialog title={apiKey.name} onClose={onClose} wide lasting>
      <SecretOnce
        values={[{ label: isSecret ? 'Secret key' : 'Publishable key', value: apiKey.key ?? '', isSecret }]}
        onStored={onClose}
      />
    </Dialog>
  )
}
