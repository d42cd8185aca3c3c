import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { ApiKey, Page as List } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Menu, MenuItem } from '~/ui/Menu'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { type Column, Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { NewKey } from './NewKey'
import { RenameKey } from './RenameKey'
import { RotateKey } from './RotateKey'

const route = getRouteApi('/inside/apps/$slug/keys')
type Asked = { what: 'rotate' | 'revoke' | 'rename'; key: ApiKey }

export function Keys() {
  const { id } = useApplication()
  const { new: isNew } = route.useSearch()
  const navigate = route.useNavigate()
  const [asked, setAsked] = useState<Asked>()
  const found = useQuery(reading<List<ApiKey>>(under(id, '/api-keys?limit=100')))
  const close = () => setAsked(undefined)
  return (
    <Page
      title="API keys"
      sub="Secret keys are for servers, publishable ones for browsers."
      actions={
        <>
          <Inspect path="/api/applications/api-keys?limit=100" value={found.data} />
          <Button variant="primary" icon="plus" onClick={() => void navigate({ search: { new: '1' } })}>
            New key
          </Button>
        </>
      }
    >
      <Loaded of={found} needs="keys:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="key" title="No key is live" />
          ) : (
            <Table label="API keys" columns={columnsOf(setAsked)} rows={data} id={(key) => key.id} />
          )
        }
      </Loaded>
      {isNew !== undefined && <NewKey onClose={() => void navigate({ search: {}, replace: true })} />}
      {asked?.what === 'rotate' && <RotateKey apiKey={asked.key} onClose={close} />}
      {asked?.what === 'rename' && <RenameKey apiKey={asked.key} onClose={close} />}
      {asked?.what === 'revoke' && <Revoke apiKey={asked.key} onClose={close} />}
    </Page>
  )
}

function columnsOf(ask: (asked: Asked) => void): Column<ApiKey>[] {
  return [
    {
      head: 'Key',
      cell: ({ name, hint }) => (
        <>
          <span className="block truncate font-medium">{name}</span>
          <code className="block text-xs break-all text-muted">{hint}</code>
        </>
      ),
    },
    {
      head: 'Kind',
      wide: true,
      className: 'w-32',
      cell: ({ kind }) => <Badge tone={kind === 'secret' ? 'info' : 'neutral'}>{kind}</Badge>,
    },
    {
      head: 'Permissions',
      wide: true,
      className: 'w-44',
      cell: ({ kind, permissions }) =>
        kind === 'publishable' ? (
          <span className="text-muted">None needed</span>
        ) : permissions.includes('*') ? (
          'Everything'
        ) : (
          <span className="block truncate">{permissions.join(', ')}</span>
        ),
    },
    { head: 'State', className: 'w-36', cell: (key) => <State apiKey={key} /> },
    { head: 'Made', wide: true, className: 'w-36', cell: ({ created_at }) => <Time at={created_at} /> },
    {
      head: 'Actions',
      className: 'w-28 overflow-visible',
      cell: (key) => {
        if (key.status !== 'active' && key.status !== 'rotating') return null
        return (
          <Menu label="More">
            {key.status === 'active' && <MenuItem onClick={() => ask({ what: 'rotate', key })}>Rotate</MenuItem>}
            <MenuItem onClick={() => ask({ what: 'rename', key })}>Rename</MenuItem>
            <MenuItem danger onClick={() => ask({ what: 'revoke', key })}>
              Revoke
            </MenuItem>
          </Menu>
        )
      },
    },
  ]
}

function State({ apiKey: { status, expires_at } }: { apiKey: ApiKey }) {
  if (status === 'revoked' || status === 'expired') return <Badge>{status}</Badge>
  if (expires_at === null) return <Badge tone="good">active</Badge>
  return (
    <Badge tone="warn" className="whitespace-normal">
      <span>
        ends <Time at={expires_at} />
      </span>
    </Badge>
  )
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/api-keys')
  const revoke = useWrite(() => call('DELETE', `${path}/${apiKey.id}`), {
    stale: [keyOf(path)],
    done: () => {
      toast(`Revoked ${apiKey.name}.`)
      onClose()
    },
  })
  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      action={`Revoke ${apiKey.hint}`}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>Whatever uses it is refused from now on. This cannot be undone. To replace a key without a gap, rotate it.</p>
    </Confirm>
  )
}
