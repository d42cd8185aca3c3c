import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { applications, keyOf, reading, under } from '~/api/queries'
import type { Page as List, Offer } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Section } from '~/ui/Page'
import { ErrorState, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { useTeam } from './team'

type Answer = { offer: Offer; what: 'accept' | 'decline' }

/** Applications that other teams offer to this one; nothing where there are none. */
export function Offers() {
  const { path, isAdmin } = useTeam()
  const transfers = `${path}/transfers`
  const found = useQuery(reading<List<Offer>>(transfers))
  const answer = useWrite(
    ({ offer, what }: Answer) => call('POST', under(offer.application_id, `/transfer/${what}`)).then(() => ({ offer, what })),
    {
      stale: [keyOf(transfers), applications.queryKey],
      done: ({ offer, what }: Answer) =>
        toast(what === 'accept' ? `${offer.name} belongs to your team now.` : `${offer.name} stays where it is.`),
    },
  )
  const isBusy = (offer: Offer, what: Answer['what']) =>
    answer.isPending && answer.variables.offer.application_id === offer.application_id && answer.variables.what === what
  if (found.error !== null) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const waiting = found.data?.data ?? []
  if (waiting.length === 0) return <Problem error={answer.error} />
  return (
    <Section title="Offered to this team" sub="Accepting moves the application here, with its users, keys and settings.">
      <Problem error={answer.error} />
      <Table
        label="Offered applications"
        rows={waiting}
        id={({ application_id }) => application_id}
        columns={[
          {
            head: 'Application',
            cell: ({ name, from_name }) => (
              <>
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-[13px] text-muted">from {from_name}</span>
              </>
            ),
          },
          { head: 'Ends', wide: true, className: 'w-36', cell: ({ expires_at }) => <Time at={expires_at} /> },
          {
            head: 'Actions',
            className: 'w-52 max-md:w-32',
            cell: (offer) =>
              isAdmin && (
                <span className="flex flex-wrap justify-end gap-2">
                  <Button
                    variant="primary"
                    busy={isBusy(offer, 'accept')}
                    onClick={() => answer.mutate({ offer, what: 'accept' })}
                  >
                    Accept
                  </Button>
                  <Button busy={isBusy(offer, 'decline')} onClick={() => answer.mutate({ offer, what: 'decline' })}>
                    Decline
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </Section>
  )
}
