import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { JwtTemplate, Page as List } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { rowLink } from '~/features/common/row-link'
import { Badge } from '~/ui/Badge'
import { buttonClass } from '~/ui/Button'
import { Icon } from '~/ui/Icon'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { type Column, Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { useClients } from './clients'
import { targetName } from './draft'

export function TemplateList() {
  const { id, slug } = useApplication()
  const found = useQuery(reading<List<JwtTemplate>>(under(id, '/jwt-templates')))
  const clients = useClients()
  const create = (
    <Link to="/apps/$slug/tokens/$templateId" params={{ slug, templateId: 'new' }} className={buttonClass('primary')}>
      <Icon name="plus" />
      New template
    </Link>
  )
  const columns: Column<JwtTemplate>[] = [
    {
      head: 'Template',
      cell: ({ id: templateId, name, claims }) => (
        <>
          <Link
            data-row=""
            to="/apps/$slug/tokens/$templateId"
            params={{ slug, templateId }}
            className={`${rowLink} block truncate`}
          >
            {name}
          </Link>
          <code className="block truncate text-xs text-muted">{Object.keys(claims).join(', ')}</code>
        </>
      ),
    },
    {
      head: 'Goes into',
      className: 'w-48 sm:w-64',
      cell: ({ targets }) => (
        <span className="flex flex-wrap gap-1">
          {targets.map((target) => (
            <Badge key={target}>{targetName(target)}</Badge>
          ))}
        </span>
      ),
    },
    {
      head: 'For',
      wide: true,
      className: 'w-44',
      cell: ({ client_id }) =>
        client_id === null ? (
          <span className="text-muted">every client</span>
        ) : (
          <span className="block truncate">
            {clients.find((one) => one.client_id === client_id)?.client_name ?? 'a client that is gone'}
          </span>
        ),
    },
    { head: 'Changed', wide: true, className: 'w-36', cell: ({ updated_at }) => <Time at={updated_at} /> },
  ]
  return (
    <Page
      title="Token claims"
      sub="JWT templates: what your tokens say besides what they always say."
      actions={
        <>
          <Link to="/tools" className={buttonClass()}>
            <Icon name="tools" />
            JWT inspector
          </Link>
          <Inspect path="/api/jwt-templates" value={found.data} />
          {create}
        </>
      }
    >
      <Loaded of={found} needs="apps:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="braces" title="No template yet" actions={create}>
              <p>A template puts claims of your own into tokens: fixed values, or what is known of the person and the client.</p>
            </EmptyState>
          ) : (
            <Table label="JWT templates" rows={data} id={(one) => one.id} columns={columns} />
          )
        }
      </Loaded>
    </Page>
  )
}
