import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { reading, under } from '~/api/queries'
import type { Page, Provider, UserStatus } from '~/api/types'
import { FACTORS, USER_STATUSES, type UserSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { FilterChip } from '~/features/common/Chip'
import { Button } from '~/ui/Button'
import { Input, inputClass, Select } from '~/ui/Field'
import { filtersOf, type UserFilters } from './asked'
import { useRoles } from './roles'
import { STATUS_WORDS } from './StatusBadge'

/** A pause in typing. */
const PAUSE_MS = 250
/** The server looks for no less. */
const SHORTEST = 2

type Factor = (typeof FACTORS)[number]
const FACTOR_WORDS: Record<Factor, string> = {
  any: 'Any second factor',
  none: 'No second factor',
  totp: 'Authenticator app',
  passkey: 'Passkey',
  sms: 'Codes by SMS',
}

type Props = { search: UserSearch; onChange: (search: UserSearch, replace?: boolean) => void }
type One = { [name in keyof UserFilters]: [label: string, value: string] }

/** Search and filters of the users; what is on is in the address, and Back takes it off. */
export function Filters({ search, onChange }: Props) {
  const { id } = useApplication()
  const [isOpen, setOpen] = useState(false)
  const roles = useRoles().data?.data ?? []
  const wantsProviders = isOpen || search.provider !== undefined
  const providers = useQuery({ ...reading<Page<Provider>>(under(id, '/idps')), enabled: wantsProviders }).data?.data ?? []
  const provider = providers.find((one) => one.id === search.provider)
  const chips: One = {
    search: ['begins with', search.search ?? ''],
    status: ['status', search.status === undefined ? '' : STATUS_WORDS[search.status][0]],
    role: ['role', roles.find((role) => role.id === search.role)?.name ?? search.role ?? ''],
    factor: ['second factor', search.factor === undefined ? '' : FACTOR_WORDS[search.factor]],
    provider: ['provider', provider?.display_name ?? provider?.name ?? search.provider ?? ''],
    created_after: ['created since', search.created_after ?? ''],
    created_before: ['created until', search.created_before ?? ''],
  }
  const on = Object.entries(chips).filter(([name]) => filtersOf(search)[name as keyof UserFilters] !== undefined)
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,1fr)_10rem_10rem_auto]">
        <SearchField search={search} onChange={onChange} />
        <Choice
          label="Status"
          any="Any status"
          value={search.status}
          options={USER_STATUSES.map((status) => [status, STATUS_WORDS[status][0]])}
          onChange={(status) => onChange({ ...search, status: status as UserStatus | undefined })}
        />
        <Choice
          label="Role"
          any="Any role"
          value={search.role}
          options={roles.map((role) => [role.id, role.name])}
          onChange={(role) => onChange({ ...search, role })}
        />
        <Button className="h-9 max-sm:col-span-2 max-sm:h-11" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Fewer filters' : 'More filters'}
        </Button>
      </div>
      {isOpen && (
        <div className="grid grid-cols-2 items-end gap-2 sm:grid-cols-4">
          <Choice
            label="Second factor"
            any="Any or none"
            value={search.factor}
            options={FACTORS.map((factor) => [factor, FACTOR_WORDS[factor]])}
            onChange={(factor) => onChange({ ...search, factor: factor as Factor | undefined })}
            shown
          />
          <Choice
            label="Identity provider"
            any="Any provider"
            value={search.provider}
            options={providers.map((one) => [one.id, one.display_name ?? one.name])}
            onChange={(next) => onChange({ ...search, provider: next })}
            shown
          />
          <Input
            label="Created since"
            type="date"
            value={search.created_after ?? ''}
            max={search.created_before}
            onChange={({ target }) => onChange({ ...search, created_after: target.value || undefined })}
          />
          <Input
            label="Created until"
            type="date"
            value={search.created_before ?? ''}
            min={search.created_after}
            onChange={({ target }) => onChange({ ...search, created_before: target.value || undefined })}
          />
        </div>
      )}
      {on.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {on.map(([name, [label, value]]) => (
            <FilterChip key={name} label={label} onClear={() => onChange({ ...search, [name]: undefined })}>
              {value}
            </FilterChip>
          ))}
        </div>
      )}
    </div>
  )
}

type ChoiceProps = {
  label: string
  any: string
  value: string | undefined
  options: [string, string][]
  onChange: (value: string | undefined) => void
  shown?: boolean
}

function Choice({ label, any, value, options, onChange, shown = false }: ChoiceProps) {
  return (
    <Select label={label} hideLabel={!shown} value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
      <option value="">{any}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}

function SearchField({ search, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // A filter that was taken off elsewhere, or by Back, is taken out of the field too.
  useEffect(() => {
    if (field.current !== null && document.activeElement !== field.current) field.current.value = search.search ?? ''
  }, [search.search])
  function later(text: string): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const asked = text.trim()
      const next = asked.length < SHORTEST ? undefined : asked
      if (next !== search.search) onChange({ ...search, search: next }, search.search !== undefined)
    }, PAUSE_MS)
  }
  return (
    <input
      ref={field}
      type="search"
      aria-label="Search users"
      placeholder="E-mail, name or id begins with…"
      defaultValue={search.search ?? ''}
      onChange={({ target }) => later(target.value)}
      className={`${inputClass} max-sm:col-span-2`}
    />
  )
}
