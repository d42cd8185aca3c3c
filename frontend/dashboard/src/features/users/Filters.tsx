import { useEffect, useRef } from 'react'
import type { UserStatus } from '~/api/types'
import { USER_STATUSES, type UserSearch } from '~/app/search'
import { FilterChip } from '~/features/common/Chip'
import { inputClass, Select } from '~/ui/Field'
import { useRoles } from './RoleNames'
import { STATUS_WORDS } from './StatusBadge'

/** A pause in typing. */
const PAUSE_MS = 250
/** The server looks for no less. */
const SHORTEST = 2

type Props = { search: UserSearch; onChange: (search: UserSearch, replace?: boolean) => void }

/** Search and filters of the users; what is on is in the address, and Back takes it off. */
export function Filters({ search, onChange }: Props) {
  const roles = useRoles().data?.data ?? []
  const role = roles.find(({ id }) => id === search.role)
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,1fr)_11rem_11rem]">
        <SearchField search={search} onChange={onChange} />
        <Select
          label="Status"
          hideLabel
          value={search.status ?? ''}
          onChange={({ target }) => onChange({ ...search, status: (target.value || undefined) as UserStatus | undefined })}
        >
          <option value="">Any status</option>
          {USER_STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status][0]}
            </option>
          ))}
        </Select>
        <Select
          label="Role"
          hideLabel
          value={search.role ?? ''}
          onChange={({ target }) => onChange({ ...search, role: target.value || undefined })}
        >
          <option value="">Any role</option>
          {roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      {(search.search ?? search.status ?? search.role) !== undefined && (
        <div className="flex flex-wrap gap-2">
          {search.search !== undefined && (
            <FilterChip label="begins with" onClear={() => onChange({ ...search, search: undefined })}>
              {search.search}
            </FilterChip>
          )}
          {search.status !== undefined && (
            <FilterChip label="status" onClear={() => onChange({ ...search, status: undefined })}>
              {STATUS_WORDS[search.status][0]}
            </FilterChip>
          )}
          {search.role !== undefined && (
            <FilterChip label="role" onClear={() => onChange({ ...search, role: undefined })}>
              {role?.name ?? search.role}
            </FilterChip>
          )}
        </div>
      )}
    </div>
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
