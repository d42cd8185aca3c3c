import { useState } from 'react'
import { type AuditSearch, OUTCOMES } from '~/app/search'
import { FilterChip } from '~/features/common/Chip'
import { inputClass, Select } from '~/ui/Field'
import { moment } from '~/ui/time'
import { RANGES, understood } from './filter'
import { AREAS, shortId, TYPES } from './sentence'

const HOUR_MS = 3_600_000
type Props = { search: AuditSearch; onChange: (search: AuditSearch) => void }

export function AuditFilters({ search, onChange }: Props) {
  const [isUnknown, setUnknown] = useState(false)
  function submit(form: HTMLFormElement): void {
    const filter = understood(String(new FormData(form).get('filter') ?? ''))
    setUnknown(filter === undefined)
    if (filter === undefined) return
    form.reset()
    onChange({ ...search, ...filter })
  }
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,1fr)_9rem_10rem]">
        <form
          className="max-sm:col-span-2"
          onSubmit={(event) => {
            event.preventDefault()
            submit(event.currentTarget)
          }}
        >
          <input
            type="search"
            name="filter"
            list="event-types"
            aria-label="Filter events"
            aria-describedby={isUnknown ? 'filter-problem' : undefined}
            aria-invalid={isUnknown || undefined}
            placeholder="user.*, usr_…, 203.0.113.9, then Enter"
            className={`${inputClass} font-mono text-[13px]`}
            onChange={() => setUnknown(false)}
          />
          <datalist id="event-types">
            {AREAS.map((area) => (
              <option key={area} value={`${area}.*`} />
            ))}
            {TYPES.map((type) => (
              <option key={type} value={type} />
            ))}
          </datalist>
          {isUnknown && (
            <p id="filter-problem" role="alert" className="mt-1.5 text-[13px] text-wrong">
              That is neither a type of event, nor an id, nor an IP address.
            </p>
          )}
        </form>
        <Select
          label="Outcome"
          hideLabel
          value={search.outcome ?? ''}
          onChange={({ target }) => onChange({ ...search, outcome: OUTCOMES.find((one) => one === target.value) })}
        >
          <option value="">Any outcome</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome}>{outcome}</option>
          ))}
        </Select>
        <Select
          label="Range"
          hideLabel
          value=""
          onChange={({ target }) => {
            const from = new Date(Date.now() - Number(target.value) * HOUR_MS).toISOString()
            onChange({ ...search, from, to: undefined })
          }}
        >
          <option value="" disabled>
            Range
          </option>
          {RANGES.map(([label, hours]) => (
            <option key={label} value={hours}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <Chips search={search} onChange={onChange} />
    </div>
  )
}

const LABELS = {
  type: 'type',
  user_id: 'user',
  actor_id: 'actor',
  outcome: 'outcome',
  ip: 'IP',
  from: 'since',
  to: 'until',
} as const

function Chips({ search, onChange }: Props) {
  const on = (Object.keys(LABELS) as (keyof typeof LABELS)[]).filter((name) => search[name] !== undefined)
  if (on.length === 0) return null
  const shown = (name: keyof typeof LABELS) => {
    const value = search[name] ?? ''
    if (name === 'from' || name === 'to') return moment(value)
    return name === 'user_id' || name === 'actor_id' ? shortId(value) : value
  }
  return (
    <div className="flex flex-wrap gap-2">
      {on.map((name) => (
        <FilterChip key={name} label={LABELS[name]} onClear={() => onChange({ ...search, [name]: undefined })}>
          {shown(name)}
        </FilterChip>
      ))}
    </div>
  )
}
