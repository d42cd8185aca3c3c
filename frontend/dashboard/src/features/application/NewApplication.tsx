import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { applications } from '~/api/queries'
import type { NewApplication as Made } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Frameworks } from '~/features/quickstart/Frameworks'
import type { Framework } from '~/features/quickstart/frameworks'
import { Button } from '~/ui/Button'
import { CodeBlock } from '~/ui/Code'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { SecretOnce } from '~/ui/Secret'
import { Problem } from '~/ui/states'

/** Asks for a name, and shows the keys once. */
export function NewApplication({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made>()
  if (made !== undefined) return <KeysOnce made={made} />
  return (
    <Dialog title="New application" onClose={onClose}>
      <NameIt onMade={setMade} onCancel={onClose} />
    </Dialog>
  )
}

/** Asks for a name; where there is nothing else to do yet, it is in the page itself. */
export function NameIt({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel?: () => void }) {
  // One key for the form: pressed twice, or repeated after a lost answer, it makes one application.
  const [key] = useState(() => crypto.randomUUID())
  const create = useWrite(
    (name: string) => call<Made>('POST', '/api/applications', { body: { name, environment: 'development' }, key }),
    { stale: [], done: onMade },
  )
  return (
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
        {onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" variant="primary" busy={create.isPending}>
          Create application
        </Button>
      </div>
    </form>
  )
}

/** The keys, and what comes next: whoever picks a framework has them. Mount it where no list that is read again can take its place. */
export function KeysOnce({ made }: { made: Made }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { slug } = made
  const leave = async (framework?: Framework) => {
    await queries.invalidateQueries({ queryKey: applications.queryKey })
    if (framework === undefined) await navigate({ to: '/apps/$slug/quickstart', params: { slug } })
    else await navigate({ to: '/apps/$slug/quickstart/$framework', params: { slug, framework: framework.id } })
  }
  return (
    <Dialog title={`${made.name} is ready`} onClose={() => void leave()} wide lasting>
      <SecretOnce
        values={[
          { label: 'Secret key', value: made.secret_key, isSecret: true },
          { label: 'Publishable key', value: made.publishable_key, isSecret: false },
        ]}
        onStored={() => void leave()}
      />
      <details>
        <summary className="text-[13px] font-medium text-link">As a .env file</summary>
        <div className="mt-2">
          <CodeBlock code={made.snippet.trimEnd()} title=".env" />
        </div>
      </details>
      <section className="grid gap-2 border-t border-line pt-4">
        <h3 className="text-[13px] font-medium">I stored it, and build with</h3>
        <Frameworks appId={made.id} isSmall onPicked={(framework) => void leave(framework)} />
      </section>
    </Dialog>
  )
}
