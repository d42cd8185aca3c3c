import { useState } from 'react'
import { call } from '~/api/client'
import { applications, under } from '~/api/queries'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Section } from '~/ui/Page'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'

export function DeleteApplication() {
  const { id, slug, name, status, version } = useApplication()
  const [isAsked, setAsked] = useState(false)
  const stale = [applications.queryKey]
  const remove = useWrite(() => call('DELETE', under(id), { body: { confirm: slug }, version }), {
    stale,
    done: () => {
      setAsked(false)
      toast(`Deleted ${name}. It can be restored for 30 days.`)
    },
  })
  const restore = useWrite(() => call('POST', under(id, '/restore')), { stale, done: () => toast(`${name} is back.`) })
  if (status === 'deleted') {
    return (
      <Section title="Restore" sub="Within 30 days of the deletion everything comes back as it was.">
        <div>
          <Button variant="primary" onClick={() => restore.mutate()} busy={restore.isPending}>
            Restore application
          </Button>
        </div>
        <Problem error={restore.error} />
      </Section>
    )
  }
  return (
    <Section title="Delete" sub="Sign-in stops at once; after 30 days everything is erased.">
      <div>
        <Button variant="danger" icon="trash" onClick={() => setAsked(true)}>
          Delete application
        </Button>
      </div>
      {isAsked && (
        <Confirm
          title={`Delete ${name}?`}
          action={`Delete ${slug}`}
          typed={slug}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>
            Nobody can sign in from now on, and every key, token and session stops working. For 30 days it can be restored, then
            all users and data are erased.
          </p>
        </Confirm>
      )}
    </Section>
  )
}
