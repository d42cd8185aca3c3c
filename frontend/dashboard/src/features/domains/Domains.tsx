import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, reading, under } from '~/api/queries'
import type { Domain, Page as List } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { DomainCard } from './DomainCard'

/** How often a domain that is on its way is looked at. */
const EVERY_MS = 10_000

export function Domains() {
  const { id, slug, issuer } = useApplication()
  const [isNew, setNew] = useState(false)
  const found = useQuery({
    ...reading<List<Domain>>(under(id, '/domains')),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ state }) => state === 'pending_dns' || state === 'issuing') ? EVERY_MS : false,
  })
  const add = (
    <Button variant="primary" icon="plus" onClick={() => setNew(true)}>
      Add domain
    </Button>
  )
  const hasPrimary = found.data?.data.some(({ primary }) => primary) ?? false
  return (
    <Page
      title="Domains"
      sub="Sign-in pages, tokens and mails under a host of your own."
      actions={
        <>
          <Inspect path="/api/applications/domains" value={found.data} />
          {add}
        </>
      }
    >
      <Loaded of={found} needs="apps:read">
        {({ data }) => (
          <>
            <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-raised px-4 py-3">
              <span className="min-w-0">
                <span className="block text-[13px] text-muted">Issuer now</span>
                <CopyId value={issuer} label="issuer" />
              </span>
              {hasPrimary && <ClearPrimary slug={slug} />}
            </div>
            {data.length === 0 ? (
              <EmptyState icon="globe" title="No domain of your own yet" actions={add}>
                <p>Add login.example.com: two DNS records, and the certificate comes by itself.</p>
              </EmptyState>
            ) : (
              data.map((domain) => <DomainCard key={domain.id} domain={domain} />)
            )}
          </>
        )}
      </Loaded>
      {isNew && <NewDomain onClose={() => setNew(false)} />}
    </Page>
  )
}

function ClearPrimary({ slug }: { slug: string }) {
  const { id } = useApplication()
  const path = under(id, '/domains')
  const clear = useWrite(() => call('DELETE', `${path}/primary`), { stale: [keyOf(path), keyOf('/api/applications')] })
  return (
    <span className="grid gap-2">
      <Button onClick={() => clear.mutate()} busy={clear.isPending}>
        Back to {slug}
      </Button>
      <Problem error={clear.error} />
    </span>
  )
}

function NewDomain({ onClose }: { onClose: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/domains')
  const add = useWrite((hostname: string) => call<Domain>('POST', path, { body: { hostname } }), {
    stale: [keyOf(path)],
    done: onClose,
  })
  return (
    <Dialog title="Add domain" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(String(new FormData(event.currentTarget).get('hostname')).trim())
        }}
      >
        <Input
          data-focus=""
          label="Host"
          name="hostname"
          required
          placeholder="login.example.com"
          className="font-mono text-[13px]"
          error={fieldError(add.error, 'hostname')}
        />
        <Problem error={add.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={add.isPending}>
            Add domain
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
