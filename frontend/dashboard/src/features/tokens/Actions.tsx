import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { JwtTemplateDetail } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { bodyOf, claimProblems, type Draft } from './draft'

type Editing = { template: JwtTemplateDetail | undefined; draft: Draft }

export function useSave({ template, draft, onSaved }: Editing & { onSaved: () => void }) {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  const list = under(id, '/jwt-templates')
  return useWrite(
    () => {
      const body = bodyOf(draft)
      return template === undefined
        ? call<JwtTemplateDetail>('POST', list, { body })
        : call<JwtTemplateDetail>('PATCH', `${list}/${template.id}`, { body, version: template.version })
    },
    {
      stale: [keyOf(list)],
      done: async (saved) => {
        onSaved()
        toast('Saved. The next tokens say it.')
        if (template === undefined) {
          const to = { to: '/apps/$slug/tokens/$templateId', params: { slug, templateId: saved.id } } as const
          await navigate({ ...to, ignoreBlocker: true })
        }
      },
    },
  )
}

type Props = Editing & { isDirty: boolean; save: ReturnType<typeof useSave> }

export function Actions({ template, draft, isDirty, save }: Props) {
  const [isLeaving, setLeaving] = useState(false)
  const isWhole = bodyOf(draft) !== undefined && draft.name.trim() !== '' && draft.targets.length > 0
  return (
    <div className="grid gap-3">
      {claimProblems(save.error).length === 0 && <Problem error={save.error} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isDirty && <span className="me-auto text-[13px] text-muted">Not saved yet</span>}
        {template !== undefined && (
          <Button variant="danger" icon="trash" onClick={() => setLeaving(true)}>
            Delete
          </Button>
        )}
        <Button
          variant="primary"
          onClick={() => save.mutate()}
          disabled={!isWhole || (template !== undefined && !isDirty)}
          busy={save.isPending}
        >
          {template === undefined ? 'Create template' : 'Save template'}
        </Button>
      </div>
      {isLeaving && template !== undefined && <Leaving template={template} onClose={() => setLeaving(false)} />}
    </div>
  )
}

function Leaving({ template, onClose }: { template: JwtTemplateDetail; onClose: () => void }) {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  const list = under(id, '/jwt-templates')
  const remove = useWrite(() => call('DELETE', `${list}/${template.id}`, { version: template.version }), {
    stale: [keyOf(list)],
    done: async () => {
      toast(`Deleted ${template.name}.`)
      await navigate({ to: '/apps/$slug/tokens', params: { slug }, ignoreBlocker: true })
    },
  })
  return (
    <Confirm
      title={`Delete ${template.name}?`}
      action="Delete template"
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>The next tokens no longer say what it says. Tokens that are out keep it until they end. Its earlier versions go too.</p>
    </Confirm>
  )
}
