import { Link } from '@tanstack/react-router'
import type { Settings } from '~/api/types'
import { useAdoption } from '~/features/common/adoption'
import { useApplication } from '~/features/common/application'
import { SettingSelect } from '~/features/common/settings'
import { CopyId } from '~/ui/Copy'
import { Card, Section } from '~/ui/Page'
import { Loaded, Notice } from '~/ui/states'
import { choices, platformOf, type Standing, standing } from './rp-id'

/** The relying party id (Web Authentication §5.1.2): the one setting that cannot be taken back, because the keys are on other people's devices. */
export function PasskeyDomain({ settings }: { settings: Settings }) {
  const { slug, issuer } = useApplication()
  const adoption = useAdoption()
  const host = new URL(issuer).hostname
  const rpId = settings.webauthn_rp_id ?? host
  const stands = standing(settings.webauthn_rp_id, host)
  return (
    <Section
      title="Domain of passkeys"
      sub="The relying party id. A passkey works with the domain it was made for, and with no other, ever."
    >
      <Card className="grid divide-y divide-line py-1!">
        <div className="grid gap-1 py-3">
          <h3 className="font-medium">Bound to</h3>
          <CopyId value={rpId} label="relying party id" />
          <p className="text-[13px] text-muted">{SAID[stands]}</p>
        </div>
        <div className="py-3">
          <Loaded of={adoption} needs="apps:read" rows={1}>
            {({ passkey }) => (passkey > 0 ? <Fixed people={passkey} /> : <Choice settings={settings} host={host} />)}
          </Loaded>
        </div>
      </Card>
      {stands === 'elsewhere' && <Moved rpId={rpId} issuer={issuer} />}
      <p className="text-[13px] text-muted">
        When the issuer moves to a domain of your own, passkeys that people have stay bound to the old one. Browsers that know
        related origins use them on both.{' '}
        <Link to="/apps/$slug/domains" params={{ slug }}>
          Domains
        </Link>
      </p>
    </Section>
  )
}

const SAID: Record<Standing, string> = {
  follows: 'The host of the issuer. It goes where the issuer goes, until somebody has a passkey.',
  kept: 'The host of the issuer. It stays when the issuer moves.',
  above: 'A domain above the issuer: passkeys work at every host below it.',
  elsewhere: 'Not a domain of the issuer, which has moved away from it.',
}

function Fixed({ people }: { people: number }) {
  const who = people === 1 ? '1 person has a passkey' : `${people.toLocaleString('en')} people have passkeys`
  return (
    <p className="text-[13px] text-muted">It cannot be changed any more: {who}, and with another domain those stop working.</p>
  )
}

function Choice({ settings, host }: { settings: Settings; host: string }) {
  const can = choices(host, platformOf(location.hostname))
  const said = settings.webauthn_rp_id ?? ''
  return (
    <div className="grid gap-1 -mt-3">
      <SettingSelect
        label="Bind new passkeys to"
        hint={
          can.length > 1
            ? 'A domain above the issuer’s lets them work at its other hosts, too. It has to be yours alone.'
            : 'Once the issuer is a host of your own, a domain above it can be chosen.'
        }
        value={said}
        options={[['', 'The issuer’s host'], ...can.map((domain): [string, string] => [domain, `Always ${domain}`])]}
        patch={(domain) => ({ webauthn_rp_id: domain === '' ? null : domain })}
      />
      <Notice tone="warn">
        Choose before the first passkey is made. From then on it is fixed: with another domain, every passkey would stop working.
      </Notice>
    </div>
  )
}

/** Related Origin Requests (Web Authentication §5.11): the old domain names the new one. */
function Moved({ rpId, issuer }: { rpId: string; issuer: string }) {
  const old = new URL(issuer)
  old.hostname = rpId
  const list = `${old.origin}/.well-known/webauthn`
  return (
    <Notice>
      Browsers ask{' '}
      <a href={list} target="_blank" rel="noopener" className="break-all text-inherit">
        {list}
      </a>{' '}
      whether these passkeys may be used at {new URL(issuer).host} (related origins). Keep {rpId} served. Browsers that do not
      know related origins, Firefox for the time being, ask for another way in.
    </Notice>
  )
}
