import { Link } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { fieldError, words } from '~/api/error'
import type { Settings } from '~/api/types'
import { useAdoption } from '~/features/common/adoption'
import { useApplication } from '~/features/common/application'
import { SettingSwitch, usePatch } from '~/features/common/settings'
import { Button } from '~/ui/Button'
import { Input, Select } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Icon } from '~/ui/Icon'
import { Card, Section } from '~/ui/Page'

import { byName, COUNTRIES, countryName } from './countries'
import { ifTurnedOff, limitProblem } from './sms'

/** The factor that costs money: on or off, for which countries, and how much of it in a day. */
export function CodesBySms({ settings }: { settings: Settings }) {
  const { slug } = useApplication()
  const people = useAdoption().data?.sms ?? 0
  const isOn = settings.mfa_methods.sms
  return (
    <Section
      title="Codes by SMS"
      sub="The weakest second factor: whoever gets the messages gets the codes. Each message costs money, and the deployment needs a number to send from."
    >
      <Card className="grid divide-y divide-line py-1!">
        <SettingSwitch
          label="SMS as a second factor"
          hint={
            isOn && people > 0
              ? ifTurnedOff(people, settings.mfa_policy)
              : 'Offered after passkeys and apps. It also needs a country and a daily limit.'
          }
          checked={isOn}
          patch={(sms) => ({ mfa_methods: { sms } })}
        />
        <Countries listed={settings.sms_allowed_countries} />
        <DailyLimit value={settings.sms_daily_limit} />
      </Card>
      <p className="text-[13px] text-muted">
        The audit log has every message, with a masked number.{' '}
        <Link to="/apps/$slug/audit" params={{ slug }} search={{ type: 'sms.*' }}>
          What was sent
        </Link>
      </p>
    </Section>
  )
}

function Countries({ listed }: { listed: string[] }) {
  const save = usePatch()
  const id = useId()
  const choice = useRef<HTMLSelectElement>(null)
  const error = save.error === null ? undefined : (fieldError(save.error, 'sms_allowed_countries') ?? words(save.error))
  const set = (codes: string[]) => save.mutate({ sms_allowed_countries: codes })
  const left = byName(COUNTRIES.filter((code) => !listed.includes(code)))
  return (
    <div className="grid gap-2 py-3">
      <div>
        <h3 id={id} className="font-medium">
          Countries
        </h3>
        <p className="text-[13px] text-muted">
          Codes go to numbers of these only. Attackers earn by messages to numbers they rent: list few.
        </p>
      </div>
      {listed.length === 0 ? (
        <p className="text-[13px] text-muted">None yet.</p>
      ) : (
        <ul aria-labelledby={id} className="flex flex-wrap gap-1.5">
          {byName(listed).map((code) => (
            <Country
              key={code}
              code={code}
              onRemove={() => {
                set(listed.filter((one) => one !== code))
                // The button that had the focus goes.
                choice.current?.focus()
              }}
            />
          ))}
        </ul>
      )}
      <Form
        className="flex items-start gap-2 sm:max-w-md"
        onData={(data) => set([...listed, String(data.get('country'))].toSorted())}
      >
        <div className="min-w-0 flex-1">
          <Select ref={choice} label="Country to add" hideLabel name="country" required error={error}>
            <option value="">Choose a country</option>
            {left.map((code) => (
              <option key={code} value={code}>
                {countryName(code)}
              </option>
            ))}
          </Select>
        </div>
        <Button type="submit" icon="plus" className="h-9 max-sm:h-11">
          Add
        </Button>
      </Form>
    </div>
  )
}

function Country({ code, onRemove }: { code: string; onRemove: () => void }) {
  const name = countryName(code)
  return (
    <li className="inline-flex max-w-full items-center gap-1.5 rounded-full border border-line bg-surface ps-3 text-[13px]">
      <span className="min-w-0 truncate">{name}</span>
      {name !== code && <span className="font-mono text-xs text-muted">{code}</span>}
      <button
        type="button"
        aria-label={`Remove ${name}`}
        title={`Remove ${name}`}
        onClick={onRemove}
        className="grid size-7 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink max-sm:size-10"
      >
        <Icon name="close" className="size-3.5" />
      </button>
    </li>
  )
}

/** With a button, as lists have one: half a number is another number. */
function DailyLimit({ value }: { value: number }) {
  const save = usePatch()
  const [text, setText] = useState<string>()
  const problem = text === undefined ? undefined : limitProblem(text)
  return (
    <Form
      className="grid gap-2 py-3 sm:max-w-md"
      onData={() => {
        if (text === undefined || problem !== undefined) return
        save.mutate({ sms_daily_limit: Number(text) }, { onSuccess: () => setText(undefined) })
      }}
    >
      <Input
        label="Daily limit"
        hint="Messages to all people together, by UTC day, to the last one. At half of it the audit log says so; 0 sends none."
        inputMode="numeric"
        value={text ?? String(value)}
        onChange={({ target }) => setText(target.value)}
        error={problem ?? fieldError(save.error, 'sms_daily_limit')}
      />
      {text !== undefined && (
        <div className="flex justify-end gap-2">
          <Button onClick={() => setText(undefined)}>Discard</Button>
          <Button type="submit" variant="primary" disabled={problem !== undefined} busy={save.isPending}>
            Save
          </Button>
        </div>
      )}
    </Form>
  )
}
