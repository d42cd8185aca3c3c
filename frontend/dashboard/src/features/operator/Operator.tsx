import { useQuery } from '@tanstack/react-query'
import { reading } from '~/api/queries'
import type { AuditEvent, Page as List } from '~/api/types'
import { OutcomeBadge } from '~/features/audit/EventRow'
import { sentence, shortId, targetName } from '~/features/audit/sentence'
import { Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { Applications } from './Applications'
import { Operators } from './Operators'
import { ParkedRecords } from './ParkedRecords'

export function Operator() {
  return (
    <Page title="Operator" sub="The platform: its applications, the people who run it, and what went wrong." wide>
      <Applications />
      <Operators />
      <ParkedRecords />
      <PlatformAudit />
    </Page>
  )
}

function PlatformAudit() {
  const found = useQuery(reading<List<AuditEvent>>('/api/platform/audit?limit=20'))
  return (
    <Section title="Last events of the platform">
      <Loaded of={found} needs="operator">
        {({ data }) => (
          <Table
            label="Last events of the platform"
            rows={data}
            id={({ id }) => id}
            columns={[
              {
                head: 'Event',
                cell: (event) => {
                  const { before, after, hasTarget } = sentence(event)
                  return (
                    <span className="block truncate">
                      {shortId(event.actor.id ?? 'Aero2')} {before}
                      {hasTarget && targetName(event)}
                      {after}
                    </span>
                  )
                },
              },
              { head: 'Type', wide: true, className: 'w-64', cell: ({ type }) => <code className="text-xs">{type}</code> },
              { head: 'Outcome', wide: true, className: 'w-28', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
              { head: 'When', className: 'w-36', cell: ({ at }) => <Time at={at} /> },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
