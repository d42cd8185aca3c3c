import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { call } from '~/api/client'
import { under } from '~/api/queries'
import type { MailPreview, TemplateDetail } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useSettled } from '~/features/common/settled'
import { Section } from '~/ui/Page'
import { Problem, Skeleton } from '~/ui/states'
import type { Draft } from './EmailEditor'
import { Letter } from './Letter'

/** The mail as the server would send it, with made-up values. */
export function Preview({ template, draft }: { template: TemplateDetail; draft: Draft }) {
  const { id } = useApplication()
  const [isText, setText] = useState(false)
  const settled = useDeferredValue(useSettled(draft))
  const path = under(id, `/email-templates/${template.kind}/${template.locale}/preview`)
  const { data, error } = useQuery({
    queryKey: [path, settled.subject, settled.body],
    queryFn: ({ signal }) => call<MailPreview>('POST', path, { body: settled, signal }),
    placeholderData: (before) => before,
    retry: false,
  })
  return (
    <Section
      title="Preview"
      actions={
        <label className="flex items-center gap-2 text-[13px]">
          <input type="checkbox" className="accent-brand" checked={isText} onChange={({ target }) => setText(target.checked)} />
          Plain text
        </label>
      }
    >
      <Problem error={error} />
      {data === undefined ? (
        error === null && <Skeleton />
      ) : (
        <div className="overflow-hidden rounded-xl border border-line" lang={template.locale}>
          <p dir="auto" className="border-b border-line bg-sunken px-4 py-2.5 font-medium">
            {data.subject}
          </p>
          {isText ? (
            <pre dir="auto" className="p-4 font-mono text-[13px] break-words whitespace-pre-wrap">
              {data.text}
            </pre>
          ) : (
            <Letter html={data.html} />
          )}
        </div>
      )}
    </Section>
  )
}
