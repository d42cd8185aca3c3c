import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { AuditEvent, Page as List } from '~/api/types'
import { Environment } from '~/app/Switcher'
import { EventRow } from '~/features/audit/EventRow'
import { useAdoption } from '~/features/common/adoption'
import { useApplication } from '~/features/common/application'
import { buttonClass } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Icon } from '~/ui/Icon'
import { Page, Section } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { ago } from '~/ui/time'
import { Checklist } from './Checklist'
import { countsOf, sum } from './counts'

export function Overview() {
  const application = useApplication()
  const { id, slug, name, environment, issuer } = application
  const events = useQuery(reading<List<AuditEvent>>(under(id, '/audit?limit=8')))
  return (
    <Page
      title={name}
      badge={<Environment of={environment} />}
      sub={<CopyId value={issuer} label="issuer" />}
      actions={
        <a href={`${issuer}/login`} target="_blank" rel="noopener" className={buttonClass()}>
          <Icon name="external" />
          Open sign-in
        </a>
      }
    >
      <Numbers />
      <Checklist />
      <Section
        title="Last events"
        actions={
          <Link to="/apps/$slug/audit" params={{ slug }} className="text-[13px]">
            Audit log
          </Link>
        }
      >
        <Loaded of={events} needs="audit:read">
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState icon="pulse" title="Nothing has happened yet">
                <p>What people and developers do appears here, as it happens.</p>
              </EmptyState>
            ) : (
              <ul className="rounded-xl border border-line bg-raised">
                {data.map((event) => (
                  <EventRow key={event.id} event={event} slug={slug} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
    </Page>
  )
}

function Numbers() {
  const { id, slug } = useApplication()
  const month = useQuery(countsOf(id, 30))
  const adoption = useAdoption()
  const failed = month.data && sum(month.data, 'failed_sign_ins')
  const users = adoption.data?.users
  const share =
    adoption.data === undefined || users === undefined
      ? undefined
      : users === 0
        ? 0
        : Math.round((100 * adoption.data.any) / users)
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        label="Users"
        value={users}
        note={adoption.data?.as_of && `as of ${ago(adoption.data.as_of)}`}
        to="users"
        slug={slug}
      />
      <Figure
        label="Sign-ins in 30 days"
        value={month.data && sum(month.data, 'sign_ins')}
        note={month.data && `${sum(month.data, 'sign_ins', 7)} in 7 days`}
        to="analytics"
        search={{ range: '30d' }}
        slug={slug}
      />
      <Figure label="Failed sign-ins in 30 days" value={failed} to="audit" search={{ type: 'user.sign_in_failed' }} slug={slug} />
      <Figure
        label="With a second factor"
        value={share}
        unit="%"
        note={adoption.data && `${adoption.data.passkey} with a passkey`}
        to="sign-in"
        slug={slug}
      />
    </ul>
  )
}

type FigureProps = {
  label: string
  value: number | undefined
  unit?: string
  note?: string | null | undefined
  slug: string
  to: 'users' | 'audit' | 'analytics' | 'sign-in'
  search?: Record<string, string>
}

function Figure({ label, value, unit = '', note, slug, to, search }: FigureProps) {
  return (
    <li className="relative grid content-start rounded-xl border border-line bg-raised p-4 hover:border-edge">
      <Link
        to={`/apps/$slug/${to}` as '/apps/$slug/audit'}
        params={{ slug }}
        search={search ?? {}}
        className="text-[13px] text-muted no-underline before:absolute before:inset-0 before:rounded-xl focus-visible:outline-none focus-visible:before:outline-2 focus-visible:before:outline-link"
      >
        {label}
      </Link>
      <span className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">
        {value === undefined ? '–' : `${value}${unit}`}
      </span>
      <span className="text-xs text-muted">{note ?? ' '}</span>
    </li>
  )
}
