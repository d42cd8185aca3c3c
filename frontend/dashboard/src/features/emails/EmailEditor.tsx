import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { reading, under } from '~/api/queries'
import type { TemplateDetail } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useUnsaved } from '~/features/common/unsaved'
import { Badge } from '~/ui/Badge'
import { buttonClass } from '~/ui/Button'
import { Input, Textarea } from '~/ui/Field'
import { Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { EditorActions } from './EditorActions'
import { kindName, localeName } from './kinds'
import { Preview } from './Preview'

export type Draft = { subject: string; body: string }

export function EmailEditor() {
  const { id, slug } = useApplication()
  const { kind = '', locale = '' } = useParams({ strict: false })
  const path = `/email-templates/${kind}/${locale}`
  const found = useQuery(reading<TemplateDetail>(under(id, path)))
  const template = found.data
  return (
    <Page
      title={kindName(kind)}
      sub={localeName(locale)}
      wide
      badge={template && !template.is_default && <Badge tone="info">yours</Badge>}
      actions={
        <>
          <Link to="/apps/$slug/emails" params={{ slug }} search={{ locale }} className={buttonClass()}>
            All e-mails
          </Link>
          {template && <Inspect path={`/api${path}`} value={template} />}
        </>
      }
    >
      <Loaded of={found} needs="templates:read" rows={8}>
        {(template) => <Editor key={`${template.kind} ${template.locale} ${template.version}`} template={template} />}
      </Loaded>
    </Page>
  )
}

function Editor({ template }: { template: TemplateDetail }) {
  const [draft, setDraft] = useState<Draft>({ subject: template.subject, body: template.body })
  const unsaved = useUnsaved()
  function change(next: Partial<Draft>): void {
    setDraft({ ...draft, ...next })
    unsaved.touch()
  }
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        <Input
          label="Subject"
          dir="auto"
          maxLength={150}
          value={draft.subject}
          onChange={({ target }) => change({ subject: target.value })}
        />
        <Textarea
          label="Body"
          dir="auto"
          rows={12}
          className="font-mono text-[13px]"
          hint="Markdown: headings, bold, lists, links."
          value={draft.body}
          onChange={({ target }) => change({ body: target.value })}
        />
        <div className="grid gap-1.5">
          <p className="text-[13px] font-medium">Variables</p>
          <ul className="flex flex-wrap gap-1.5">
            {template.variables.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  title="Put it at the end of the body"
                  className="rounded-full border border-line bg-sunken px-2.5 py-1 font-mono text-xs hover:border-edge"
                  onClick={() => change({ body: `${draft.body}{{${name}}}` })}
                >
                  {`{{${name}}}`}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <EditorActions template={template} draft={draft} isDirty={unsaved.isDirty} onSaved={unsaved.reset} />
        <Versions template={template} onChoose={change} />
      </div>
      <Preview template={template} draft={draft} />
    </div>
  )
}

function Versions({ template, onChoose }: { template: TemplateDetail; onChoose: (draft: Draft) => void }) {
  if (template.versions.length === 0) return null
  return (
    <Section title="Earlier versions" sub="Taken into the editor, not saved yet.">
      <ul className="rounded-xl border border-line bg-raised">
        {template.versions.map((one) => (
          <li key={one.version} className="flex items-center justify-between gap-3 border-line px-4 py-2 not-first:border-t">
            <span className="min-w-0 truncate">{one.subject ?? 'The shipped words'}</span>
            <span className="flex items-center gap-3 text-[13px] text-muted">
              <Time at={one.updated_at} />
              <button
                type="button"
                className="font-medium text-link"
                onClick={() =>
                  onChoose({ subject: one.subject ?? template.default.subject, body: one.body ?? template.default.body })
                }
              >
                Take
              </button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
