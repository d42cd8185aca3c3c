import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Domain } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Badge, type Tone } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { CopyId } from '~/ui/Copy'
import { Notice, Problem } from '~/ui/states'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

const STATES: Record<Domain['state'], [string, Tone]> = {
  pending_dns: ['Waiting for DNS', 'warn'],
  issuing: ['Certificate on its way', 'info'],
  active: ['Active', 'good'],
  degraded: ['Degraded', 'warn'],
  failed: ['Failed', 'wrong'],
}
const FAILURES: Record<string, string> = {
  txt_missing: 'The TXT record was not found.',
  cname_missing: 'The CNAME record was not found.',
  caa_forbids: 'A CAA record of the domain forbids our certificate authority.',
  claimed_elsewhere: 'Another application has proven this host.',
  certificate_failed: 'The certificate was refused.',
  timeout: 'The records did not appear in time.',
}

/** A domain with its records, what was found, and what can be done next. */
export function DomainCard({ domain }: { domain: Domain }) {
  const { id } = useApplication()
  const [asked, setAsked] = useState<'primary' | 'remove'>()
  const list = under(id, '/domains')
  const path = `${list}/${domain.id}`
  const stale = [keyOf(list), keyOf('/api/applications')]
  const check = useWrite(() => call<Domain>('POST', `${path}/verify`), {
    stale,
    done: ({ state, failure }) => toast(failure === null ? STATES[state][0] : (FAILURES[failure] ?? failure)),
  })
  const close = () => setAsked(undefined)
  const makePrimary = useWrite(() => call('POST', `${path}/primary`), { stale, done: close })
  const remove = useWrite(() => call('DELETE', path, { version: domain.version }), {
    stale,
    done: () => {
      close()
      toast(`Removed ${domain.hostname}.`)
    },
  })
  const [words, tone] = STATES[domain.state]
  const isDone = domain.state === 'active' || domain.state === 'degraded'
  return (
    <section aria-label={domain.hostname} className="grid min-w-0 gap-4 rounded-xl border border-line bg-raised p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 font-semibold">
          <span className="break-all">{domain.hostname}</span>
          <Badge tone={tone}>{words}</Badge>
          {domain.primary && <Badge tone="info">primary</Badge>}
        </h2>
        <span className="flex flex-wrap gap-2">
          <Button icon="refresh" onClick={() => check.mutate()} busy={check.isPending}>
            Check now
          </Button>
          {isDone && !domain.primary && <Button onClick={() => setAsked('primary')}>Make primary</Button>}
          {!domain.primary && (
            <Button variant="danger" onClick={() => setAsked('remove')}>
              Remove
            </Button>
          )}
        </span>
      </div>
      {domain.failure !== null && <Notice tone="warn">{FAILURES[domain.failure] ?? domain.failure}</Notice>}
      <Problem error={check.error} />
      <dl className="grid min-w-0 gap-3 rounded-lg bg-sunken p-4">
        <Record type="TXT" name={domain.txt_name} value={domain.txt_value} />
        <Record type="CNAME" name={domain.hostname} value={domain.cname_target} />
      </dl>
      <p className="text-[13px] text-muted">
        Last checked: <Time at={domain.last_checked_at} />
        {domain.next_check_at !== null && Date.parse(domain.next_check_at) > Date.now() && (
          <>
            , next <Time at={domain.next_check_at} />
          </>
        )}
      </p>
      {asked === 'primary' && (
        <Confirm
          title={`Make ${domain.hostname} primary?`}
          action="Change the issuer"
          busy={makePrimary.isPending}
          error={makePrimary.error}
          onConfirm={() => makePrimary.mutate()}
          onClose={close}
        >
          <p>
            The issuer of new tokens becomes https://{domain.hostname}. Clients read it from discovery; tokens of the old one are
            honoured for the grace period.
          </p>
          <p>
            Passkeys that people have stay bound to the host of today. Browsers that know related origins use them at the new one,
            too; others, Firefox for the time being, ask for another way in.
          </p>
        </Confirm>
      )}
      {asked === 'remove' && (
        <Confirm
          title={`Remove ${domain.hostname}?`}
          action={`Remove ${domain.hostname}`}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          <p>Pages under this host stop answering.</p>
        </Confirm>
      )}
    </section>
  )
}

function Record({ type, name, value }: { type: string; name: string; value: string }) {
  return (
    <div className="grid min-w-0 gap-x-4 sm:grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,1.4fr)]">
      <dt className="font-mono text-xs leading-6 font-semibold">{type}</dt>
      <dd className="min-w-0">
        <CopyId value={name} label={`${type} name`} />
      </dd>
      <dd className="min-w-0">
        <CopyId value={value} label={`${type} value`} />
      </dd>
    </div>
  )
}
