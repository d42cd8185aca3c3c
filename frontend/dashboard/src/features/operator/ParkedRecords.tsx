import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { keyOf, reading } from '~/api/queries'
import type { Page, Parked } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Section } from '~/ui/Page'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

const PATH = '/api/platform/parked'

/** Records of the stream that a consumer could not take. */
export function ParkedRecords() {
  const found = useQuery(reading<Page<Parked>>(PATH))
  const write = useWrite(
    ({ one, what }: { one: Parked; what: 'replay' | 'discard' }) => call('POST', `${PATH}/${one.id}/${what}`),
    {
      stale: [keyOf(PATH)],
      done: () => toast('Done.'),
    },
  )
  const isBusy = (one: Parked, what: string) =>
    write.isPending && write.variables.one.id === one.id && write.variables.what === what
  return (
    <Section title="Parked records" sub="What could not be recorded or delivered, and waits for a decision.">
      <Problem error={write.error} />
      <Loaded of={found} needs="operator">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="Nothing is parked" />
          ) : (
            <Table
              label="Parked records"
              rows={data}
              id={({ id }) => id}
              columns={[
                {
                  head: 'Record',
                  cell: ({ events, consumer }) => (
                    <>
                      <code className="block truncate text-xs">{events.join(', ')}</code>
                      <span className="text-[13px] text-muted">{consumer}</span>
                    </>
                  ),
                },
                { head: 'Reason', className: 'w-32', cell: ({ reason }) => <Badge tone="warn">{reason}</Badge> },
                { head: 'Parked', wide: true, className: 'w-36', cell: ({ parked_at }) => <Time at={parked_at} /> },
                {
                  head: 'Actions',
                  className: 'w-52',
                  cell: (one) => (
                    <span className="flex flex-wrap justify-end gap-2">
                      <Button busy={isBusy(one, 'replay')} onClick={() => write.mutate({ one, what: 'replay' })}>
                        Replay
                      </Button>
                      <Button busy={isBusy(one, 'discard')} onClick={() => write.mutate({ one, what: 'discard' })}>
                        Discard
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
