import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Section } from '~/ui/Page'
import { toast } from '~/ui/toast'

export function RevokeAll() {
  const { id, slug } = useApplication()
  const [isAsked, setAsked] = useState(false)
  const revoke = useWrite(() => call('POST', under(id, '/revoke-all')), {
    stale: [keyOf('/api/applications')],
    done: () => {
      setAsked(false)
      toast('Everybody is signed out.')
    },
  })
  return (
    <Section title="Sign everybody out" sub="Ends every session, grant and token of this application.">
      <div>
        <Button variant="danger" onClick={() => setAsked(true)}>
          Sign everybody out
        </Button>
      </div>
      {isAsked && (
        <Confirm
          title="Sign everybody out?"
          action="Sign everybody out"
          typed={slug}
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>All users have to sign in again, and all machine clients have to ask for a new token. This cannot be undone.</p>
        </Confirm>
      )}
    </Section>
  )
}
