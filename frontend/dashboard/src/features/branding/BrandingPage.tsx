import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reading, under } from '~/api/queries'
import type { Branding, BrandingDraft } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useUnsaved } from '~/features/common/unsaved'
import { Badge } from '~/ui/Badge'
import { buttonClass } from '~/ui/Button'
import { Icon } from '~/ui/Icon'
import { Page } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Controls } from './Controls'
import { DraftActions } from './DraftActions'
import { History } from './History'
import { Stage } from './Stage'

export function BrandingPage() {
  const { id, issuer } = useApplication()
  const found = useQuery(reading<BrandingDraft>(under(id, '/branding/draft')))
  return (
    <Page
      title="Branding"
      sub="The look of the sign-in pages, the account portal and the mails."
      wide
      badge={found.data?.is_changed && <Badge tone="info">draft</Badge>}
      actions={
        <>
          <Inspect path="/api/applications/branding/draft" value={found.data} />
          <a href={`${issuer}/login`} target="_blank" rel="noopener" className={buttonClass()}>
            <Icon name="external" />
            Open sign-in
          </a>
        </>
      }
    >
      <Loaded of={found} needs="apps:read" rows={8}>
        {(draft) => <Editor draft={draft} />}
      </Loaded>
    </Page>
  )
}

function Editor({ draft }: { draft: BrandingDraft }) {
  const [seen, setSeen] = useState({ version: draft.version, look: draft.draft })
  const unsaved = useUnsaved()
  // What was saved, here or by somebody else, is what is edited from then on; the preview stays where it is.
  if (seen.version !== draft.version) {
    setSeen({ version: draft.version, look: draft.draft })
    unsaved.reset()
  }
  function change(part: Partial<Branding>): void {
    setSeen(({ version, look }) => ({ version, look: { ...look, ...part } }))
    unsaved.touch()
  }
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-[minmax(0,21rem)_minmax(0,1fr)]">
      <div className="grid min-w-0 content-start gap-6">
        <DraftActions
          draft={draft}
          look={seen.look}
          isDirty={unsaved.isDirty}
          onReset={() => {
            setSeen({ version: draft.version, look: draft.draft })
            unsaved.reset()
          }}
        >
          {(error) => <Controls look={seen.look} onChange={change} error={error} />}
        </DraftActions>
        <History draft={draft} />
      </div>
      <Stage look={seen.look} />
    </div>
  )
}
