import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { ApiKey } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { GraceField } from '~/features/common/GraceField'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Problem } from '~/ui/states'
import { KeyOnce } from './NewKey'

export function RotateKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id } = useApplication()
  const [idempotency] = useState(() => crypto.randomUUID())
  const path = under(id, '/api-keys')
  const rotate = useWrite(
    (grace_seconds: number) => call<ApiKey>('POST', `${path}/${apiKey.id}/rotate`, { body: { grace_seconds }, key: idempotency }),
    { stale: [keyOf(path)] },
  )
  if (rotate.data !== undefined) return <KeyOnce apiKey={rotate.data} onClose={onClose} />
  return (
    <Dialog title={`Rotate ${apiKey.name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rotate.mutate(Number(new FormData(event.currentTarget).get('grace')))
        }}
      >
        <GraceField what="key" />
        <Problem error={rotate.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={rotate.isPending}>
            Rotate key
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
