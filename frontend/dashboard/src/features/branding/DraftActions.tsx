import type { ReactNode } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Branding, BrandingDraft } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'

type Props = {
  draft: BrandingDraft
  look: Branding
  isDirty: boolean
  onReset: () => void
  /** The fields; what was refused stands beside them. */
  children: (error: Error | null) => ReactNode
}

/** What can be done with a draft: kept, published, taken back. A lost update is refused, and what is there now is shown. */
export function DraftActions({ draft, look, isDirty, onReset, children }: Props) {
  const { id } = useApplication()
  const branding = under(id, '/branding')
  const stale = [keyOf(branding)]
  const keep = (version: number) => call<BrandingDraft>('PATCH', `${branding}/draft`, { body: look, version })
  const save = useWrite(() => keep(draft.version), { stale, done: () => toast('Saved as a draft. Nobody else sees it yet.') })
  const publish = useWrite(
    async () => {
      const { version } = isDirty ? await keep(draft.version) : draft
      return call('POST', `${branding}/publish`, { body: {}, version })
    },
    { stale, done: () => toast('Published. Pages show it within seconds.') },
  )
  const discard = useWrite(() => call('DELETE', `${branding}/draft`, { version: draft.version }), {
    stale,
    done: () => {
      onReset()
      toast('The draft is gone.')
    },
  })
  const error = save.error ?? publish.error ?? discard.error
  const isBusy = save.isPending || publish.isPending || discard.isPending
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {children(save.error ?? publish.error)}
      <Problem error={error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isDirty && <span className="basis-full text-end text-[13px] text-muted">Not saved yet</span>}
        {isDirty ? (
          <Button onClick={onReset}>Undo changes</Button>
        ) : (
          draft.is_changed && (
            <Button onClick={() => discard.mutate()} busy={discard.isPending}>
              Discard draft
            </Button>
          )
        )}
        <Button type="submit" disabled={!isDirty || isBusy} busy={save.isPending}>
          Save draft
        </Button>
        <Button
          variant="primary"
          disabled={(!isDirty && !draft.is_changed) || isBusy}
          busy={publish.isPending}
          onClick={() => publish.mutate()}
        >
          Publish
        </Button>
      </div>
    </form>
  )
}
