import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { applications } from '~/api/queries'
import type { NewApplication as Made } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { CodeBlock } from '~/ui/Code'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { SecretOnce } from '~/ui/Secret'
import { Problem } from '~/ui/states'

/** Asks for a name, and shows the keys once. */
export function NewApplication({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made>()
  return made === undefined ? <NameIt onClose={onClose} onMade={setMade} /> : <KeysOnce made={made} />
}

function NameIt({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  // One key for the dialog: pressed twice, or repeated after a lost answer, it makes one application.
  const [key] = useState(() => crypto.randomUUID())
  const create = useWrite(
    (name: string) => call<Made>('POST', '/api/applications', { body: { name, environment: 'development' }, key }),
    {
      stale: [applications.queryKey],
      done: onMade,
    },
  )
  return (
    <Dialog title="New application" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate(String(new FormData(event.currentTarget).get('name') ?? ''))
        }}
      >
        <Input
          data-focus=""
          label="Name"
          name="name"
          required
          maxLength={100}
          hint="People see it when they sign in. It can be changed."
          error={fieldError(create.error, 'name')}
        />
        {fieldError(create.error, 'name') === undefined && <Problem error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            Create application
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function KeysOnce({ made }: { made: Made }) {
  const navigate = useNavigate()
  const next = () => void navigate({ to: '/apps/$slug/quickstart', params: { slug: made.slug } })
  return (
    <Dialog title={`${made.name} is ready`} onClose={next} wide lasting>
      <SecretOnce
        values={[
          { label: 'Secret key', value: made.secret_key, isSecret: true },
          { label: 'Publishable key', value: made.publishable_key, isSecret: false },
        ]}
        onStored={next}
      />
      <details>
        <summary className="text-[13px] font-medium text-link">As a .env file</summary>
        <div className="mt-2">
          <CodeBlock code={made.snippet.trimEnd()} title=".env" />
        </div>
      </details>
    </Dialog>
  )
}
