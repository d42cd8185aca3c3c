import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cx } from '~/ui/classes'
import { Icon, type IconName } from '~/ui/Icon'
import { GROUPS } from './nav'
import { isOperator } from './operator-query'

const item =
  'flex h-7 items-center gap-2.5 rounded-lg px-2.5 text-muted no-underline hover:bg-hover hover:text-ink aria-[current=page]:bg-link-bg aria-[current=page]:font-medium aria-[current=page]:text-link max-lg:h-10'

/** The places of an application; without one, those of the platform. */
export function Rail({ slug }: { slug: string | undefined }) {
  return (
    <nav aria-label="Main" className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto text-[13px]">
      {slug === undefined ? <PlatformPlaces /> : <ApplicationPlaces slug={slug} />}
      <a href="/docs" target="_blank" rel="noreferrer" className={item}>
        <Icon name="code" />
        API reference
      </a>
    </nav>
  )
}

function ApplicationPlaces({ slug }: { slug: string }) {
  return (
    <>
      <Link to="/apps/$slug" params={{ slug }} activeOptions={{ exact: true }} className={item}>
        <Icon name="overview" />
        Overview
      </Link>
      {GROUPS.map(({ label, icon, places }) => (
        <div key={label} className="grid gap-px">
          <p className="flex items-center gap-2.5 px-2.5 pb-0.5 text-xs font-medium text-muted">
            <Icon name={icon} className="size-3.5" />
            {label}
          </p>
          {places.map(({ to, label: place }) => (
            <Link key={to} to={`/apps/$slug/${to}` as '/apps/$slug'} params={{ slug }} className={cx(item, 'ps-8.5')}>
              {place}
            </Link>
          ))}
        </div>
      ))}
    </>
  )
}

function PlatformPlaces() {
  const operator = useQuery(isOperator)
  return (
    <div className="grid gap-px">
      <PlatformPlace to="/apps" icon="overview" label="Applications" />
      <PlatformPlace to="/team" icon="people" label="Team" />
      <PlatformPlace to="/tools" icon="tools" label="Tools" />
      {operator.data === true && <PlatformPlace to="/operator" icon="shield" label="Operator" />}
    </div>
  )
}

function PlatformPlace({ to, icon, label }: { to: '/apps' | '/team' | '/tools' | '/operator'; icon: IconName; label: string }) {
  return (
    <Link to={to} className={item}>
      <Icon name={icon} />
      {label}
    </Link>
  )
}
