import { useState } from 'react'
import { challengeOf, random } from '~/auth/pkce'
import { Button } from '~/ui/Button'
import { Json } from '~/ui/Code'
import { CopyId } from '~/ui/Copy'
import { Textarea } from '~/ui/Field'
import { Card, Page, Section } from '~/ui/Page'
import { Notice } from '~/ui/states'
import { check } from './discovery'
import { inspect } from './jwt'

export function Tools() {
  return (
    <Page title="Tools" sub="All of it is computed here; nothing you paste leaves this page.">
      <Pkce />
      <Jwt />
      <Discovery />
    </Page>
  )
}

function Pkce() {
  const [made, setMade] = useState<{ verifier: string; challenge: string }>()
  async function make(): Promise<void> {
    const verifier = random()
    setMade({ verifier, challenge: await challengeOf(verifier) })
  }
  return (
    <Section title="PKCE" sub="A code verifier and its S256 challenge (RFC 7636).">
      <Card className="grid gap-3">
        {made !== undefined && (
          <dl className="grid min-w-0 gap-2">
            {[
              ['code_verifier', made.verifier],
              ['code_challenge', made.challenge],
            ].map(([name = '', value = '']) => (
              <div key={name} className="min-w-0">
                <dt className="text-[13px] text-muted">{name}</dt>
                <dd className="min-w-0">
                  <CopyId value={value} label={name} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <div>
          <Button icon="refresh" onClick={() => void make()}>
            {made === undefined ? 'Make a pair' : 'Make another'}
          </Button>
        </div>
      </Card>
    </Section>
  )
}

function Jwt() {
  const [token, setToken] = useState('')
  const read = token.trim() === '' ? undefined : inspect(token)
  return (
    <Section title="JWT" sub="What a token says. Its signature is not checked here.">
      <Card className="grid gap-4">
        <Textarea
          label="Token"
          rows={4}
          className="font-mono text-[13px] break-all"
          placeholder="eyJ…"
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
        {read !== undefined &&
          ('problem' in read ? (
            <Notice tone="warn">{read.problem}</Notice>
          ) : (
            <>
              {read.notes.length > 0 && (
                <Notice>
                  {read.notes.map((note) => (
                    <span key={note} className="block">
                      {note}
                    </span>
                  ))}
                </Notice>
              )}
              <Json value={read.header} title="Header" />
              <Json value={read.claims} title="Claims" />
            </>
          ))}
      </Card>
    </Section>
  )
}

function Discovery() {
  const [text, setText] = useState('')
  const findings = text.trim() === '' ? [] : check(text)
  return (
    <Section title="Discovery" sub="Paste what /.well-known/openid-configuration answers.">
      <Card className="grid gap-4">
        <Textarea
          label="Document"
          rows={4}
          className="font-mono text-[13px]"
          placeholder='{"issuer": "https://…"'
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {findings.map(({ level, text: said }) => (
          <Notice key={said} tone={level === 'good' ? 'good' : 'warn'}>
            {said}
          </Notice>
        ))}
      </Card>
    </Section>
  )
}
