import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { Page as List, Provider, Settings } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { SettingLines, SettingSelect, SettingSwitch, useSettings } from '~/features/common/settings'
import { buttonClass } from '~/ui/Button'
import { Icon } from '~/ui/Icon'
import { Card, Page, Section } from '~/ui/Page'
import { Loaded, Notice } from '~/ui/states'
import { CodesBySms } from './CodesBySms'
import { type Method, refusal, warnings } from './lock-out'
import { PasskeyDomain } from './PasskeyDomain'
import { SecondFactors } from './SecondFactors'

const METHODS: [Method, string, string][] = [
  ['password', 'Password', 'Checked against known leaks when it is chosen.'],
  ['email_code', 'Code by mail', 'Six digits to the mailbox; nothing to remember.'],
  ['magic_link', 'Link by mail', 'A link that signs in, in the same browser.'],
  ['passkey', 'Passkey', 'Offered after a sign-in, then one touch.'],
  ['social', 'Identity providers', 'Buttons of the providers you have set up.'],
]

export function SignIn() {
  const { id, issuer } = useApplication()
  const settings = useSettings()
  const providers = useQuery(reading<List<Provider>>(under(id, '/idps')))
  const enabled = providers.data?.data.filter((one) => one.enabled).length ?? 0
  return (
    <Page
      title="Sign-in"
      sub="How people come in. A change holds from the next page they open."
      actions={
        <>
          <Inspect path="/api/applications/settings" value={settings.data} />
          <a href={`${issuer}/login`} target="_blank" rel="noopener" className={buttonClass()}>
            <Icon name="external" />
            Open sign-in
          </a>
        </>
      }
    >
      <Loaded of={settings} needs="apps:read" rows={8}>
        {(data) => (
          <>
            {/* Until the providers are known, what depends on them is not said. */}
            {providers.isSuccess &&
              warnings(data, enabled).map((text) => (
                <Notice key={text} tone="warn">
                  {text}
                </Notice>
              ))}
            <Methods settings={data} enabled={providers.isSuccess ? enabled : 1} />
            <SignUp settings={data} />
            <SecondFactors settings={data} />
            <CodesBySms settings={data} />
            <PasskeyDomain settings={data} />
            <Passwords settings={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Methods({ settings, enabled }: { settings: Settings; enabled: number }) {
  const { slug } = useApplication()
  return (
    <Section title="Methods">
      <Card className="grid divide-y divide-line py-1!">
        {METHODS.map(([method, label, hint]) => {
          const why = refusal(settings, method, enabled)
          return (
            <SettingSwitch
              key={method}
              label={label}
              hint={why ?? hint}
              disabled={why !== undefined}
              checked={settings.auth_methods[method]}
              patch={(isOn) => ({ auth_methods: { [method]: isOn } })}
            />
          )
        })}
      </Card>
      <p className="text-[13px] text-muted">
        {enabled} identity {enabled === 1 ? 'provider is' : 'providers are'} enabled.{' '}
        <Link to="/apps/$slug/providers" params={{ slug }}>
          Set one up
        </Link>
      </p>
    </Section>
  )
}

function SignUp({ settings }: { settings: Settings }) {
  return (
    <Section title="Sign-up">
      <Card className="grid divide-y divide-line py-1!">
        <SettingSelect
          label="Who can sign up"
          value={settings.signup_mode}
          options={[
            ['open', 'Everybody'],
            ['restricted', 'Addresses of listed domains'],
            ['invite_only', 'Invited people only'],
          ]}
          patch={(signup_mode) => ({ signup_mode })}
        />
        {settings.signup_mode === 'restricted' && (
          <SettingLines
            label="Allowed domains"
            name="signup_allowed_domains"
            placeholder="example.com"
            value={settings.signup_allowed_domains}
            patch={(signup_allowed_domains) => ({ signup_allowed_domains })}
          />
        )}
        <SettingLines
          label="Blocked domains"
          name="signup_blocked_domains"
          hint="One a line; *.example.com is every host below it. A block wins over an allow."
          value={settings.signup_blocked_domains}
          patch={(signup_blocked_domains) => ({ signup_blocked_domains })}
        />
        <SettingSwitch
          label="Refuse throw-away addresses"
          hint="Mailboxes that live for ten minutes, by a list that comes with Aero2."
          checked={settings.signup_block_disposable}
          patch={(signup_block_disposable) => ({ signup_block_disposable })}
        />
        <SettingSelect
          label="A provider’s account with a known address"
          hint="When somebody comes through a provider and the address already has an account."
          value={settings.account_linking}
          options={[
            ['verified_email', 'is linked when both prove the address'],
            ['explicit', 'is linked only from a signed-in account'],
          ]}
          patch={(account_linking) => ({ account_linking })}
        />
      </Card>
    </Section>
  )
}

function Passwords({ settings }: { settings: Settings }) {
  return (
    <Section title="Passwords">
      <Card className="grid divide-y divide-line py-1!">
        <SettingSelect
          label="Shortest password"
          hint="15 is advised where a password is the only factor."
          value={settings.password_min_length}
          options={[8, 10, 12, 15, 20].map((length): [number, string] => [length, `${length} characters`])}
          patch={(password_min_length) => ({ password_min_length })}
        />
        <SettingSelect
          label="Leak check"
          value={settings.password_breach_check}
          options={[
            ['local', 'Against the list that comes with Aero2'],
            ['hibp', 'Also against Have I Been Pwned, by hash prefix'],
          ]}
          patch={(password_breach_check) => ({ password_breach_check })}
        />
      </Card>
    </Section>
  )
}
