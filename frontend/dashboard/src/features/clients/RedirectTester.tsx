import { useState } from 'react'
import type { Client } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Input } from '~/ui/Field'
import { Card, Section } from '~/ui/Page'
import { Notice } from '~/ui/states'
import { judge } from './redirect'

/** Whether the server would accept a redirect URI, and if not, how far it is off. */
export function RedirectTester({ client }: { client: Client }) {
  const { issuer } = useApplication()
  const [uri, setUri] = useState('')
  const verdict = uri === '' ? undefined : judge(uri, client.redirect_uris)
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: uri,
    scope: 'openid',
    state: 'test',
  })
  return (
    <Section title="Redirect tester" sub="Paste the redirect_uri of a refused request.">
      <Card className="grid gap-3">
        <Input
          label="redirect_uri"
          value={uri}
          placeholder={client.redirect_uris[0] ?? 'https://…'}
          className="font-mono text-[13px]"
          onChange={(event) => setUri(event.target.value.trim())}
        />
        <div role="status">
          {verdict !== undefined &&
            (verdict.isRegistered ? (
              <Notice tone="good">
                It is registered. The request goes to <code className="break-all">{`${issuer}/oauth2/authorize?${query}`}</code>{' '}
                with a code_challenge.
              </Notice>
            ) : (
              <Notice tone="warn">{verdict.why}</Notice>
            ))}
        </div>
      </Card>
    </Section>
  )
}
