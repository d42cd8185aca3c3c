import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { applications } from '~/api/queries'
import type { Application, NewApplication as Made } from '~/api/types'
import { Environment } from '~/app/Switcher'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { KeysOnce, NameIt, NewApplication } from './NewApplication'
import { SignInsOfWeek } from './SignInsOfWeek'

const route = getRouteApi('/inside/apps')

export function ApplicationList() {
  const found = useQuery(applications)
  const [made, setMade] = useState<Made>()
  const { new: isNew } = route.useSearch()
  const navigate = route.useNavigate()
  const open = () => void navigate({ search: { new: '1' } })
  const create = (
    <Button variant="primary" icon="plus" onClick={open}>
      New application
    </Button>
  )
  return (
    <Page
      title="Applications"
      sub="Each has its own users, keys, host and look."
      actions={found.data?.data.length !== 0 && create}
    >
      <Loaded of={found} needs="a team">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="overview" title="Make your first application">
              <p>It needs a name. Keys, a host and everything else are made for you, and people can sign in at once.</p>
              <div className="mx-auto w-full max-w-sm text-start">
                <NameIt onMade={setMade} />
              </div>
            </EmptyState>
          ) : (
            <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
              {data.map((application) => (
                <Tile key={application.id} application={application} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {made !== undefined && <KeysOnce made={made} />}
      {isNew !== undefined && <NewApplication onClose={() => void navigate({ search: {}, replace: true })} />}
    </Page>
  )
}

function Tile({ application }: { application: Application }) {
  const { id, slug, name, environment, issuer, status, created_at } = application
  return (
    <li className="relative grid min-w-0 content-between gap-5 rounded-xl border border-line bg-raised p-4 hover:border-edge">
      <div className="grid min-w-0 gap-1">
        <div className="flex items-center gap-2">
          <Link
            data-row=""
            to="/apps/$slug"
            params={{ slug }}
            className="min-w-0 flex-1 truncate font-semibold text-ink no-underline before:absolute before:inset-0 before:rounded-xl focus-visible:outline-none focus-visible:before:outline-2 focus-visible:before:outline-link"
          >
            {name}
          </Link>
          {status === 'active' ? <Environment of={environment} /> : <Badge tone="wrong">{status}</Badge>}
        </div>
        <p className="truncate font-mono text-xs text-muted">{issuer.replace(/^https?:\/\//, '')}</p>
      </div>
      <div className="flex items-end justify-between gap-3 text-xs text-muted">
        <SignInsOfWeek appId={id} />
        <span>
          Made <Time at={created_at} />
        </span>
      </div>
    </li>
  )
}
