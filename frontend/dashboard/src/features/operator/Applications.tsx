import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, reading } from '~/api/queries'
import type { Application, Page } from '~/api/types'
import { Pager } from '~/features/common/Pager'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Section } from '~/ui/Page'
import { Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

const PATH = '/api/platform/applications'

export function Applications() {
  const [cursor, setCursor] = useState<string>()
  const [asked, setAsked] = useState<Application>()
  const found = useQuery(
    reading<Page<Application>>(`${PATH}?limit=25${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`),
  )
  return (
    <Section title="Applications" sub="No user data: names, owners and states.">
      <Loaded of={found} needs="operator">
        {({ data, next_cursor }) => (
          <Table
            label="All applications"
            rows={data}
            id={({ id }) => id}
            columns={[
              {
                head: 'Application',
                cell: ({ name, slug }) => (
                  <>
                    <span className="block truncate font-medium">{name}</span>
                    <code className="text-xs text-muted">{slug}</code>
                  </>
                ),
              },
              {
                head: 'State',
                className: 'w-28',
                cell: ({ status }) => <Badge tone={status === 'active' ? 'good' : 'wrong'}>{status}</Badge>,
              },
              { head: 'Created', wide: true, className: 'w-36', cell: ({ created_at }) => <Time at={created_at} /> },
              {
                head: 'Actions',
                className: 'w-32 text-end!',
                cell: (application) =>
                  application.slug !== 'dashboard' &&
                  application.status !== 'deleted' && (
                    <Button onClick={() => setAsked(application)}>
                      {application.status === 'suspended' ? 'Resume' : 'Suspend'}
                    </Button>
                  ),
              },
            ]}
            footer={
              <Pager
                count={data.length}
                noun="application"
                next={next_cursor}
                isFirst={cursor === undefined}
                onNext={setCursor}
                onFirst={() => setCursor(undefined)}
              />
            }
          />
        )}
      </Loaded>
      {asked !== undefined && <Turn application={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  )
}

function Turn({ application, onClose }: { application: Application; onClose: () => void }) {
  const verb = application.status === 'suspended' ? 'resume' : 'suspend'
  const turn = useWrite((reason: string) => call('POST', `${PATH}/${application.id}/${verb}`, { body: { reason } }), {
    stale: [keyOf(PATH)],
    done: () => {
      toast(verb === 'suspend' ? `${application.name} is suspended.` : `${application.name} is back.`)
      onClose()
    },
  })
  const action = verb === 'suspend' ? `Suspend ${application.slug}` : `Resume ${application.slug}`
  return (
    <Dialog title={`${action}?`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          turn.mutate(String(new FormData(event.currentTarget).get('reason')))
        }}
      >
        <p className="text-muted">
          {verb === 'suspend'
            ? 'Nobody can sign in to it, and its keys are refused, until it is resumed.'
            : 'Sign-in works again at once.'}
        </p>
        <Input
          data-focus=""
          label="Reason"
          name="reason"
          required
          hint="Kept in the audit log."
          error={fieldError(turn.error, 'reason')}
        />
        <Problem error={turn.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant={verb === 'suspend' ? 'danger' : 'primary'} busy={turn.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
