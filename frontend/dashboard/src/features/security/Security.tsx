import type { Settings } from '~/api/types'
import { Inspect } from '~/features/common/Inspect'
import { SettingLines, SettingSelect, useSettings } from '~/features/common/settings'
import { Card, Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { duration } from '~/ui/time'
import { RevokeAll } from './RevokeAll'
import { SigningKeys } from './SigningKeys'

const HOUR = 3_600
const DAY = 24 * HOUR
const times = (...seconds: number[]): [number, string][] => seconds.map((one) => [one, duration(one)])

export function Security() {
  const settings = useSettings()
  return (
    <Page
      title="Security"
      sub="Sessions, tokens, origins and signing keys."
      actions={<Inspect path="/api/applications/settings" value={settings.data} />}
    >
      <Loaded of={settings} needs="apps:read" rows={8}>
        {(data) => (
          <>
            <Sessions settings={data} />
            <Tokens settings={data} />
            <Origins settings={data} />
            <SigningKeys settings={data} />
            <RevokeAll />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Sessions({ settings }: { settings: Settings }) {
  return (
    <Section title="Sessions">
      <Card className="grid divide-y divide-line py-1!">
        <SettingSelect
          label="Longest session"
          value={settings.session_ttl}
          options={times(HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY)}
          patch={(session_ttl) => ({ session_ttl })}
        />
        <SettingSelect
          label="Ends when unused for"
          value={settings.session_idle_ttl}
          options={times(HOUR / 2, HOUR, 12 * HOUR, DAY, 7 * DAY)}
          patch={(session_idle_ttl) => ({ session_idle_ttl })}
        />
        <SettingSelect
          label="Sessions of one person"
          hint="One more ends the oldest."
          value={settings.max_sessions_per_user}
          options={[1, 5, 10, 50, 100].map((count): [number, string] => [count, `${count}`])}
          patch={(max_sessions_per_user) => ({ max_sessions_per_user })}
        />
        <SettingSelect
          label="A fresh proof holds for"
          hint="After that, sensitive acts ask again."
          value={settings.step_up_max_age}
          options={times(60, 300, 900, 3_600)}
          patch={(step_up_max_age) => ({ step_up_max_age })}
        />
      </Card>
    </Section>
  )
}

function Tokens({ settings }: { settings: Settings }) {
  return (
    <Section title="Tokens">
      <Card className="grid divide-y divide-line py-1!">
        <SettingSelect
          label="Access tokens live"
          value={settings.access_token_ttl}
          options={times(300, 900, HOUR, 12 * HOUR, DAY)}
          patch={(access_token_ttl) => ({ access_token_ttl })}
        />
        <SettingSelect
          label="ID tokens live"
          value={settings.id_token_ttl}
          options={times(300, 900, HOUR, 12 * HOUR, DAY)}
          patch={(id_token_ttl) => ({ id_token_ttl })}
        />
        <SettingSelect
          label="Refresh tokens live"
          value={settings.refresh_token_ttl}
          options={times(DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY)}
          patch={(refresh_token_ttl) => ({ refresh_token_ttl })}
        />
        <SettingSelect
          label="A refresh token ends when unused for"
          value={settings.refresh_token_idle_ttl}
          options={times(HOUR, DAY, 7 * DAY, 30 * DAY)}
          patch={(refresh_token_idle_ttl) => ({ refresh_token_idle_ttl })}
        />
        <SettingSelect
          label="Access tokens are signed with"
          value={settings.access_token_signing_alg}
          options={[
            ['ES256', 'ES256'],
            ['RS256', 'RS256'],
          ]}
          patch={(access_token_signing_alg) => ({ access_token_signing_alg })}
        />
      </Card>
    </Section>
  )
}

function Origins({ settings }: { settings: Settings }) {
  return (
    <Section title="Origins and returns">
      <Card className="grid divide-y divide-line py-1!">
        <SettingLines
          label="Allowed origins"
          name="allowed_origins"
          placeholder="https://app.example.com"
          hint="Pages that may call the API from a browser. Those of public clients’ redirect URIs are allowed already."
          value={settings.allowed_origins}
          patch={(allowed_origins) => ({ allowed_origins })}
        />
        <SettingLines
          label="Allowed return URLs"
          name="allowed_return_urls"
          placeholder="https://example.com/welcome"
          hint="Where people may land after signing out, an invitation or a link, without a client."
          value={settings.allowed_return_urls}
          patch={(allowed_return_urls) => ({ allowed_return_urls })}
        />
      </Card>
    </Section>
  )
}
