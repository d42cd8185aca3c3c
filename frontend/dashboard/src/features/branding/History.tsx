import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { BrandingDraft } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Confirm } from '~/ui/Confirm'
import { Section } from '~/ui/Page'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

type Past = BrandingDraft['versions'][number]

export function History({ draft }: { draft: BrandingDraft }) {
  const [wanted, setWanted] = useState<Past>()
  if (draft.versions.length === 0) return null
  return (
    <Section title="Published before" sub="Going back publishes at once, as a new version. The draft stays.">
      <ul className="rounded-xl border border-line bg-raised">
        {draft.versions.map((past) => (
          <li
            key={past.version}
            className="flex min-h-11 items-center justify-between gap-3 border-line px-4 py-2 not-first:border-t"
          >
            <span className="flex min-w-0 items-center gap-2.5">
              <Swatch colour={past.branding.background_color} />
              <Swatch colour={past.branding.primary_color} />
              <span className="truncate">{past.version === 0 ? 'As it began' : `Version ${past.version}`}</span>
            </span>
            <span className="flex items-center gap-3 text-[13px] text-muted">
              {past.published_at !== null && <Time at={past.published_at} />}
              <button
                type="button"
                className="min-h-6 font-medium text-link"
                aria-label={`Go back to version ${past.version}`}
                onClick={() => setWanted(past)}
              >
                Go back
              </button>
            </span>
          </li>
        ))}
      </ul>
      {wanted !== undefined && <GoBack draft={draft} past={wanted} onClose={() => setWanted(undefined)} />}
    </Section>
  )
}

function GoBack({ draft, past, onClose }: { draft: BrandingDraft; past: Past; onClose: () => void }) {
  const { id } = useApplication()
  const branding = under(id, '/branding')
  const back = useWrite(() => call('POST', `${branding}/rollback`, { body: { version: past.version }, version: draft.version }), {
    stale: [keyOf(branding)],
    done: () => {
      onClose()
      toast('That look is published again.')
    },
  })
  return (
    <Confirm
      title={`Go back to version ${past.version}?`}
      action="Publish it again"
      onConfirm={() => back.mutate()}
      onClose={onClose}
      busy={back.isPending}
      error={back.error}
    >
      <p>Everybody sees it within seconds. The look that is published now is kept as version {draft.published_version}.</p>
    </Confirm>
  )
}

function Swatch({ colour }: { colour: string | null }) {
  return (
    <span
      aria-hidden="true"
      className="size-4 shrink-0 rounded-full border border-edge bg-sunken"
      style={colour === null ? {} : { background: colour }}
    />
  )
}
