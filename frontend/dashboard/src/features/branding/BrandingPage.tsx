import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, reading, under } from '~/api/queries'
import type { Branding } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { Button, buttonClass } from '~/ui/Button'
import { Input } from '~/ui/Field'
import { Icon } from '~/ui/Icon'
import { Page } from '~/ui/Page'
import { Loaded, Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { ColorField } from './ColorField'
import { Sample } from './Sample'

export function BrandingPage() {
  const { id, issuer } = useApplication()
  const found = useQuery(reading<Branding>(under(id, '/branding')))
  return (
    <Page
      title="Branding"
      sub="The look of the sign-in pages, the account portal and the mails."
      actions={
        <>
          <Inspect path="/api/applications/branding" value={found.data} />
          <a href={`${issuer}/login`} target="_blank" rel="noopener" className={buttonClass()}>
            <Icon name="external" />
            Open sign-in
          </a>
        </>
      }
    >
      <Loaded of={found} needs="apps:read">
        {(branding) => <Editor key={JSON.stringify(branding)} branding={branding} />}
      </Loaded>
    </Page>
  )
}

function Editor({ branding }: { branding: Branding }) {
  const { id, name } = useApplication()
  const [draft, setDraft] = useState(branding)
  const unsaved = useUnsaved()
  const path = under(id, '/branding')
  const save = useWrite(() => call<Branding>('PATCH', path, { body: draft }), {
    stale: [keyOf(path)],
    done: () => {
      unsaved.reset()
      toast('Saved. It is visible at once.')
    },
  })
  function change(part: Partial<Branding>): void {
    setDraft({ ...draft, ...part })
    unsaved.touch()
  }
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <form
        className="grid content-start gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <ColorField
          label="Button colour"
          fallback="#3b5bdb"
          value={draft.primary_color}
          onChange={(primary_color) => change({ primary_color })}
          error={fieldError(save.error, 'primary_color')}
        />
        <ColorField
          label="Background"
          fallback="#f6f7f9"
          value={draft.background_color}
          onChange={(background_color) => change({ background_color })}
          error={fieldError(save.error, 'background_color')}
        />
        <Input
          label="Logo"
          type="url"
          placeholder="https://…"
          optional
          value={draft.logo_url ?? ''}
          hint="An https image. Without one, the first letter of the name is shown."
          onChange={({ target }) => change({ logo_url: target.value === '' ? null : target.value })}
          error={fieldError(save.error, 'logo_url')}
        />
        <Problem error={save.error} />
        <div className="flex items-center justify-end gap-2">
          {unsaved.isDirty && (
            <Button
              onClick={() => {
                setDraft(branding)
                unsaved.reset()
              }}
            >
              Discard
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={!unsaved.isDirty} busy={save.isPending}>
            Save look
          </Button>
        </div>
      </form>
      <Sample branding={draft} name={name} />
    </div>
  )
}
