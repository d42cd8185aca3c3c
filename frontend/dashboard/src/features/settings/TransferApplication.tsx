import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { applications, under } from '~/api/queries'
import type { Application } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Section } from '~/ui/Page'
import { Notice, Problem } from '~/ui/states'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

/** Offers the application to another team, and takes the offer back. */
export function TransferApplication() {
  const { id, status, transfer } = useApplication()
  const [isAsked, setAsked] = useState(false)
  const withdraw = useWrite(() => call('POST', under(id, '/transfer/decline')), {
    stale: [applications.queryKey],
    done: () => toast('The offer is taken back.'),
  })
  if (status === 'deleted') return null
  return (
    <Section title="Transfer" sub="Another team takes the application over, with its users, keys and settings.">
      {transfer === null ? (
        <div>
          <Button onClick={() => setAsked(true)}>Transfer application</Button>
        </div>
      ) : (
        <>
          <Notice>
            Offered to <code className="font-mono text-[13px] break-all">{transfer.team}</code>. An admin of that team can accept
            until <Time at={transfer.expires_at} />.
          </Notice>
          <div>
            <Button busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
              Take the offer back
            </Button>
          </div>
          <Problem error={withdraw.error} />
        </>
      )}
      {isAsked && <Ask onClose={() => setAsked(false)} />}
    </Section>
  )
}

function Ask({ onClose }: { onClose: () => void }) {
  const { id, name } = useApplication()
  const ask = useWrite((team: string) => call<Application>('POST', under(id, '/transfer'), { body: { team } }), {
    stale: [applications.queryKey],
    done: () => {
      toast('Offered. The admins of the team were told by mail.')
      onClose()
    },
  })
  return (
    <Dialog title={`Transfer ${name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate(String(new FormData(event.currentTarget).get('team')).trim())
        }}
      >
        <p className="text-muted">
          Once an admin of the other team accepts, your team no longer sees the application. Until then nothing changes.
        </p>
        <Input
          data-focus=""
          label="Team id"
          name="team"
          required
          pattern="\s*org_[0-9a-z]{26}\s*"
          placeholder="org_…"
          hint="The other team finds it on its page “Team”."
          className="font-mono"
          error={fieldError(ask.error, 'team')}
        />
        <Problem error={ask.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={ask.isPending}>
            Offer application
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
