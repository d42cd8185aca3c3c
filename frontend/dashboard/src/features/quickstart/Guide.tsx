import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Client } from '~/api/types'
import { Nowhere } from '~/app/Failed'
import { useApplication } from '~/features/common/application'
import { Button, buttonClass } from '~/ui/Button'
import { CodeBlock } from '~/ui/Code'
import { CopyButton, CopyId } from '~/ui/Copy'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded, Notice, Problem } from '~/ui/states'
import { clientsOf, ensureClient, secretOf, suiting } from './client-of'
import { asMarkdown, type Framework, frameworkOf, type Ids, NO_SECRET } from './frameworks'
import { Waiting } from './Waiting'

export function Guide() {
  const { framework: id = '' } = useParams({ strict: false })
  const { id: appId, slug } = useApplication()
  const clients = useQuery(clientsOf(appId))
  const framework = frameworkOf(id)
  if (framework === undefined) return <Nowhere />
  const back = (
    <Link to="/apps/$slug/quickstart" params={{ slug }} className={buttonClass()}>
      Other frameworks
    </Link>
  )
  return (
    <Page title={`Quickstart: ${framework.name}`} sub={framework.about} actions={back}>
      <Loaded of={clients} needs="clients:read" rows={8}>
        {({ data }) => {
          const client = suiting(data, framework)
          return client === undefined ? <NoClient framework={framework} /> : <Steps framework={framework} client={client} />
        }}
      </Loaded>
    </Page>
  )
}

function NoClient({ framework }: { framework: Framework }) {
  const { id } = useApplication()
  const queries = useQueryClient()
  const make = useMutation({ mutationFn: () => ensureClient(queries, id, framework) })
  const create = (
    <Button variant="primary" busy={make.isPending} onClick={() => make.mutate()}>
      Create client
    </Button>
  )
  return (
    <EmptyState icon="code" title={`${framework.name} needs a client`} actions={create}>
      <p>
        One of the type <code>{framework.type}</code> that may come back to{' '}
        <code className="break-all">{framework.redirectUri}</code>.
      </p>
      <Problem error={make.error} />
    </EmptyState>
  )
}

function Steps({ framework, client }: { framework: Framework; client: Client }) {
  const { issuer, slug } = useApplication()
  const secret = secretOf(client.client_id)
  const ids: Ids = { issuer, clientId: client.client_id, clientSecret: secret, redirectUri: framework.redirectUri }
  const files = framework.files(ids)
  const isSecretLost = secret === undefined && files.some(({ code }) => code.includes(NO_SECRET))
  const host = new URL(issuer).hostname
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid min-w-0 content-start gap-6">
        {framework.install !== '' && (
          <Step at={1} title="Install">
            <CodeBlock code={framework.install} title="terminal" />
          </Step>
        )}
        <Step at={framework.install === '' ? 1 : 2} title="Paste">
          {isSecretLost && (
            <Notice tone="warn">
              The client secret was shown when the client was made.{' '}
              <Link to="/apps/$slug/clients/$clientId" params={{ slug, clientId: client.client_id }} className="text-inherit">
                Rotate it
              </Link>{' '}
              to get a new one.
            </Notice>
          )}
          {files.map(({ name, code }) => (
            <CodeBlock key={name} title={name} code={code} />
          ))}
        </Step>
        <Step at={framework.install === '' ? 2 : 3} title="Run it and sign in">
          <CodeBlock code={framework.run} title="terminal" />
          {framework.needsHosts && host.endsWith('.localhost') && (
            <Notice>
              On this machine only: not every system finds <code>{host}</code> by itself. Add <code>127.0.0.1 {host}</code> to{' '}
              <code>/etc/hosts</code>.
            </Notice>
          )}
          <p className="text-muted">
            Then open {framework.open.startsWith('http') ? <a href={framework.open}>{framework.open}</a> : framework.open}.
          </p>
        </Step>
      </div>
      <aside className="grid content-start gap-4 lg:sticky lg:top-6 lg:self-start">
        <Waiting clientId={client.client_id} />
        <div className="grid gap-2 rounded-xl border border-line bg-raised p-4">
          <Id name="Issuer" value={issuer} />
          <Id name="client_id" value={client.client_id} />
          <Id name="Redirect URI" value={framework.redirectUri} />
        </div>
        <div className="flex flex-wrap gap-1">
          <CopyButton text={files.map(({ name, code }) => `// ${name}\n${code}`).join('\n\n')} label="Copy all files" />
          <CopyButton text={asMarkdown(framework, ids)} label="Copy as Markdown" />
        </div>
      </aside>
    </div>
  )
}

function Step({ at, title, children }: { at: number; title: string; children: React.ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="flex items-center gap-2.5 text-[15px] font-semibold">
        <span className="grid size-6 place-items-center rounded-full bg-link-bg text-xs text-link">{at}</span>
        {title}
      </h2>
      {children}
    </section>
  )
}

function Id({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{name}</p>
      <CopyId value={value} label={name} />
    </div>
  )
}
