import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Provider } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Dialog } from '~/ui/Dialog'
import { Input, Textarea } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Problem } from '~/ui/states'
import { type Choice, PRESETS } from './presets'

type Props = { taken: string[]; onClose: () => void }

export function NewProvider({ taken, onClose }: Props) {
  const [choice, setChoice] = useState<Choice>()
  if (choice !== undefined) return <Details choice={choice} taken={taken} onBack={() => setChoice(undefined)} onClose={onClose} />
  const card = 'grid h-full w-full content-start rounded-xl border border-line p-3.5 text-start hover:border-edge hover:bg-hover'
  return (
    <Dialog title="New identity provider" onClose={onClose} wide>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {PRESETS.map((preset) => (
          <li key={preset.id}>
            <button type="button" className={card} onClick={() => setChoice({ kind: 'preset', preset })}>
              <span className="font-semibold">{preset.name}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={card} onClick={() => setChoice({ kind: 'oidc' })}>
            <span className="font-semibold">OpenID Connect</span>
            <span className="text-[13px] text-muted">by its issuer</span>
          </button>
        </li>
        <li>
          <button type="button" className={card} onClick={() => setChoice({ kind: 'oauth2' })}>
            <span className="font-semibold">OAuth 2.0</span>
            <span className="text-[13px] text-muted">by its endpoints</span>
          </button>
        </li>
      </ul>
    </Dialog>
  )
}

const ENDPOINTS = [
  ['authorization_endpoint', 'Authorization endpoint'],
  ['token_endpoint', 'Token endpoint'],
  ['userinfo_endpoint', 'UserInfo endpoint'],
] as const

function Details({ choice, taken, onBack, onClose }: Props & { choice: Choice; onBack: () => void }) {
  const { id, slug, issuer } = useApplication()
  const navigate = useNavigate()
  const preset = choice.kind === 'preset' ? choice.preset : undefined
  const first = preset?.id ?? ''
  const [name, setName] = useState(taken.includes(first) ? `${first}-2` : first)
  const path = under(id, '/idps')
  const create = useWrite((body: object) => call<Provider>('POST', path, { body }), {
    stale: [keyOf(path)],
    done: (made) => void navigate({ to: '/apps/$slug/providers/$providerId', params: { slug, providerId: made.id } }),
  })
  function submit(form: FormData): void {
    const said = Object.fromEntries([...form].filter(([, value]) => value !== ''))
    create.mutate({ ...said, ...(preset === undefined ? { type: choice.kind } : { preset: preset.id }) })
  }
  const error = (field: string) => fieldError(create.error, field)
  return (
    <Dialog
      title={`New identity provider: ${preset?.name ?? (choice.kind === 'oidc' ? 'OpenID Connect' : 'OAuth 2.0')}`}
      onClose={onClose}
      wide
    >
      <Form className="grid gap-4" onData={submit}>
        <Input
          label="Name"
          name="name"
          required
          value={name}
          onChange={({ target }) => setName(target.value)}
          className="font-mono text-[13px]"
          hint="a-z, 0-9 and -. It is part of the callback URL and stays."
          error={error('name')}
        />
        <div>
          <p className="text-[13px] font-medium">Callback URL</p>
          <CopyId value={`${issuer}/rp/callback/${name}`} label="callback URL" />
          {preset !== undefined && (
            <p className="text-[13px] text-muted">
              Register it{' '}
              <a href={preset.from} target="_blank" rel="noopener noreferrer">
                at {preset.name}
              </a>
              , and bring the id and the secret from there.
            </p>
          )}
        </div>
        {preset === undefined && (
          <Input label="On the button" name="display_name" required hint="“Continue with …”" error={error('display_name')} />
        )}
        {choice.kind === 'oidc' && (
          <Input
            label="Issuer"
            name="issuer"
            type="url"
            required
            placeholder="https://accounts.example.com"
            hint="Its discovery document is read now."
            error={error('issuer')}
          />
        )}
        {choice.kind === 'oauth2' &&
          ENDPOINTS.map(([field, label]) => (
            <Input key={field} label={label} name={field} type="url" required error={error(field)} />
          ))}
        <Input label="client_id" name="client_id" required data-focus="" error={error('client_id')} />
        {preset?.isApple === true ? (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <Input label="Team id" name="team_id" required error={error('team_id')} />
              <Input label="Key id" name="key_id" required error={error('key_id')} />
            </div>
            <Textarea
              label="Private key"
              name="client_secret"
              rows={4}
              required
              hint="The .p8 file, with its first and last line."
              error={error('client_secret')}
            />
          </>
        ) : (
          <Input label="client_secret" name="client_secret" type="password" autoComplete="off" error={error('client_secret')} />
        )}
        <Problem error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onBack}>Back</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            Set up provider
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
