import type { Settings } from '~/api/types'
import { SettingSelect, SettingSwitch } from '~/features/common/settings'
import { Card, Section } from '~/ui/Page'

export function SecondFactors({ settings }: { settings: Settings }) {
  return (
    <Section title="Second factor and passkeys">
      <Card className="grid divide-y divide-line py-1!">
        <SettingSelect
          label="Second factor"
          value={settings.mfa_policy}
          options={[
            ['off', 'Off'],
            ['optional', 'People choose'],
            ['required', 'Required of everybody'],
          ]}
          patch={(mfa_policy) => ({ mfa_policy })}
        />
        {settings.mfa_policy !== 'off' && (
          <>
            <SettingSwitch
              label="Authenticator app"
              checked={settings.mfa_methods.totp}
              patch={(totp) => ({ mfa_methods: { totp } })}
            />
            <SettingSwitch
              label="Passkey as a second factor"
              checked={settings.mfa_methods.passkey}
              patch={(passkey) => ({ mfa_methods: { passkey } })}
            />
            <SettingSelect
              label="Remember a browser"
              hint="For this long nobody is asked again there."
              value={settings.mfa_remember_device_days}
              options={[0, 7, 14, 30, 90].map((days): [number, string] => [days, days === 0 ? 'Never' : `${days} days`])}
              patch={(mfa_remember_device_days) => ({ mfa_remember_device_days })}
            />
            <SettingSwitch
              label="Also after an identity provider"
              hint="Where the provider did not say that it asked for one."
              checked={settings.mfa_for_federated}
              patch={(mfa_for_federated) => ({ mfa_for_federated })}
            />
          </>
        )}
        <SettingSwitch
          label="Offer a passkey after a sign-in"
          hint="At most every 30 days."
          checked={settings.passkey_prompt}
          patch={(passkey_prompt) => ({ passkey_prompt })}
        />
        <SettingSwitch
          label="Make a passkey by itself"
          hint="After a password sign-in, where the browser can; the person is told."
          checked={settings.passkey_silent_create}
          patch={(passkey_silent_create) => ({ passkey_silent_create })}
        />
      </Card>
    </Section>
  )
}
