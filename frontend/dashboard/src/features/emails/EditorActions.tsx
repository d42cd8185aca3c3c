import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { TemplateDetail } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import type { Draft } from './EmailEditor'

type Props = { template: TemplateDetail; draft: Draft; isDirty: boolean; onSaved: () => void }

export function EditorActions({ template, draft, isDirty, onSaved }: Props) {
  const { id } = useApplication()
  const list = under(id, '/email-templates')
  const path = `${list}/${template.kind}/${template.locale}`
  const stale = [keyOf(list)]
  const version = template.version > 0 ? { version: template.version } : {}
  const done = (said: string) => () => {
    onSaved()
    toast(said)
  }
  const save = useWrite(() => call('PUT', path, { body: draft, ...version }), {
    stale,
    done: done('Saved. The next mail has these words.'),
  })
  const reset = useWrite(() => call('DELETE', path, version), { stale, done: done('The shipped words are back.') })
  const test = useWrite(() => call<{ to: string }>('POST', `${path}/test`, { body: draft }), {
    stale: [],
    done: ({ to }) => toast(`A test is on its way to ${to}.`),
  })
  return (
    <div className="grid gap-3">
      <Problem error={save.error ?? reset.error ?? test.error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isDirty && <span className="me-auto text-[13px] text-muted">Not saved yet</span>}
        {!template.is_default && (
          <Button onClick={() => reset.mutate()} busy={reset.isPending}>
            Back to the shipped words
          </Button>
        )}
        <Button icon="mail" onClick={() => test.mutate()} busy={test.isPending}>
          Send me a test
        </Button>
        <Button variant="primary" onClick={() => save.mutate()} disabled={!isDirty} busy={save.isPending}>
          Save words
        </Button>
      </div>
    </div>
  )
}
