import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { ApiKey } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'

export function RenameKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/api-keys')
  const rename = useWrite(
    (name: string) => call<ApiKey>('PATCH', `${path}/${apiKey.id}`, { body: { name }, version: apiKey.version }),
    {
      stale: [keyOf(path)],
      done: () => {
        toast('Renamed.')
        onClose()
      },
    },
  )
  return (
    <Dialog title="Rename key" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate(String(new FormData(event.currentTarget).get('name')))
        }}
      >
        <Input
          data-focus=""
          label="Name"
          name="name"
          required
          maxLength={100}
          defaultValue={apiKey.name}
          error={fieldError(rename.error, 'name')}
        />
        <Problem error={rename.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
