import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { fieldError } from '~/api/error'
import { reading, under } from '~/api/queries'
import type { JwtTemplateDetail } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useUnsaved } from '~/features/common/unsaved'
import { buttonClass } from '~/ui/Button'
import { Checkbox, Input, Select, Textarea } from '~/ui/Field'
import { Page } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Actions, useSave } from './Actions'
import { useClients } from './clients'
import { type Draft, draftOf, FIRST, read, TARGETS, withPlaceholder } from './draft'
import { Palette } from './Palette'
import { Problems } from './Problems'
import { TryIt, usePreview } from './TryIt'
import { Versions } from './Versions'

export function TemplateEditor() {
  const { id, slug } = useApplication()
  const { templateId = '' } = useParams({ strict: false })
  const isNew = templateId === 'new'
  const path = `/jwt-templates/${templateId}`
  const found = useQuery({ ...reading<JwtTemplateDetail>(under(id, path)), enabled: !isNew })
  return (
    <Page
      title={isNew ? 'New template' : (found.data?.name ?? 'Template')}
      sub="Claims that your tokens say besides what they always say."
      wide
      actions={
        <>
          <Link to="/apps/$slug/tokens" params={{ slug }} className={buttonClass()}>
            All templates
          </Link>
          {found.data && <Inspect path={`/api${path}`} value={found.data} />}
        </>
      }
    >
      {isNew ? (
        <Editor key="new" />
      ) : (
        <Loaded of={found} needs="apps:read" rows={8}>
          {(template) => <Editor key={`${template.id} ${template.version}`} template={template} />}
        </Loaded>
      )}
    </Page>
  )
}

function Editor({ template }: { template?: JwtTemplateDetail }) {
  const [draft, setDraft] = useState<Draft>(template === undefined ? FIRST : draftOf(template))
  const unsaved = useUnsaved()
  const clients = useClients()
  const box = useRef<HTMLTextAreaElement>(null)
  const save = useSave({ template, draft, onSaved: unsaved.reset })
  const trial = usePreview(template, draft)
  const text = read(draft.text)
  function change(part: Partial<Draft>): void {
    setDraft({ ...draft, ...part })
    unsaved.touch()
  }
  function insert(name: string): void {
    const put = withPlaceholder(draft.text, box.current?.selectionStart ?? draft.text.length, name)
    change({ text: put.text })
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(put.at, put.at)
    })
  }
  function toggle(target: Draft['targets'][number], isOn: boolean): void {
    const rest = draft.targets.filter((one) => one !== target)
    change({ targets: isOn ? [...rest, target] : rest })
  }
  const isGone = draft.clientId !== '' && !clients.some(({ client_id }) => client_id === draft.clientId)
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-2">
      <div className="grid min-w-0 content-start gap-4">
        <Input
          label="Name"
          maxLength={64}
          value={draft.name}
          placeholder="Plan and roles"
          onChange={({ target }) => change({ name: target.value })}
          error={fieldError(save.error, 'name')}
        />
        <Select
          label="For"
          value={draft.clientId}
          onChange={({ target }) => change({ clientId: target.value })}
          hint="A client’s own template wins over one for every client."
          error={fieldError(save.error, 'client_id')}
        >
          <option value="">Every client</option>
          {isGone && <option value={draft.clientId}>{draft.clientId}</option>}
          {clients.map(({ client_id, client_name }) => (
            <option key={client_id} value={client_id}>
              {client_name}
            </option>
          ))}
        </Select>
        <fieldset className="grid">
          <legend className="mb-1 text-[13px] font-medium">Goes into</legend>
          {TARGETS.map(({ id, label, hint }) => (
            <Checkbox
              key={id}
              label={label}
              hint={hint}
              checked={draft.targets.includes(id)}
              onChange={({ target }) => toggle(id, target.checked)}
            />
          ))}
          {draft.targets.length === 0 && <p className="text-[13px] text-wrong">Choose at least one.</p>}
        </fieldset>
        <div className="grid gap-2">
          <Textarea
            ref={box}
            label="Claims"
            rows={12}
            className="font-mono text-[13px]"
            value={draft.text}
            onChange={({ target }) => change({ text: target.value })}
            error={'problem' in text ? text.problem : undefined}
          />
          {'claims' in text && <Problems error={save.error ?? trial.error} />}
        </div>
        <Palette onChoose={insert} />
        <Actions template={template} draft={draft} isDirty={unsaved.isDirty} save={save} />
        {template !== undefined && <Versions template={template} onChoose={change} />}
      </div>
      <TryIt trial={trial} draft={draft} />
    </div>
  )
}
