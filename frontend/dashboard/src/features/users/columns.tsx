import type { Role, User } from '~/api/types'
import { RowLink } from '~/features/common/RowLink'
import { rowLink } from '~/features/common/row-link'
import { Avatar } from '~/ui/Badge'
import { cx } from '~/ui/classes'
import type { Column } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { StatusBadge } from './StatusBadge'

/** The columns beside the user's own, by the names they have in the address. */
export const COLUMNS = {
  status: 'Status',
  roles: 'Roles',
  factor: 'Second factor',
  created: 'Created',
  changed: 'Changed',
  id: 'Id',
  external: 'External id',
} as const
export type ColumnName = keyof typeof COLUMNS

const USUAL: ColumnName[] = ['status', 'roles', 'factor', 'created']

/** The columns of an address; the usual ones where it names none that exist. */
export function chosenColumns(text: string | undefined): ColumnName[] {
  const names = (text?.split('.') ?? []).filter((name): name is ColumnName => name in COLUMNS)
  return names.length === 0 ? USUAL : names
}

/** As the address has them; the usual ones are not said. */
export function columnsText(names: ColumnName[]): string | undefined {
  const ordered = (Object.keys(COLUMNS) as ColumnName[]).filter((name) => names.includes(name))
  const text = ordered.join('.')
  return text === '' || text === USUAL.join('.') ? undefined : text
}

const muted = (text: string) => <span className="text-muted">{text}</span>

const CELLS: Record<Exclude<ColumnName, 'roles'>, Omit<Column<User>, 'head'>> = {
  status: { className: 'w-32', cell: ({ status }) => <StatusBadge status={status} /> },
  factor: { wide: true, className: 'w-36', cell: ({ mfa_enabled }) => (mfa_enabled ? 'On' : muted('Off')) },
  created: { wide: true, className: 'w-36', cell: ({ created_at }) => <Time at={created_at} /> },
  changed: { wide: true, className: 'w-36', cell: ({ updated_at }) => <Time at={updated_at} /> },
  id: { wide: true, className: 'w-64', cell: ({ id }) => <code className="block truncate text-xs">{id}</code> },
  external: {
    wide: true,
    className: 'w-40',
    cell: ({ external_id }) => <span className="block truncate">{external_id ?? muted('–')}</span>,
  },
}

type Picking = { picked: ReadonlySet<string>; pick: (ids: string[], isOn: boolean) => void; shown: User[] }

type Look = { slug: string; names: ColumnName[]; compact: boolean; roles: Role[] }

export function columnsOf({ slug, names, compact, roles }: Look, picking: Picking): Column<User>[] {
  return [
    picker(picking),
    {
      head: 'User',
      light: ({ id, name, email }) => <span className={compact ? undefined : 'ps-10'}>{name ?? email ?? id}</span>,
      cell: ({ id, name, email }) => (
        // As high with one line as with two: rows that are all the same take no reckoning while somebody scrolls through thousands.
        <span className={cx('flex min-w-0 items-center gap-3', !compact && 'min-h-[41px]')}>
          {!compact && <Avatar name={name ?? email ?? '?'} />}
          <span className={cx('min-w-0', compact && 'flex items-baseline gap-2')}>
            <RowLink
              options={{ to: '/apps/$slug/users/$userId', params: { slug, userId: id }, search: {} }}
              className={`${rowLink} block truncate`}
            >
              <bdi>{name ?? email ?? id}</bdi>
            </RowLink>
            {name !== null && <span className="block truncate text-[13px] text-muted">{email}</span>}
          </span>
        </span>
      ),
    },
    ...names.map((name) => ({ head: COLUMNS[name], ...(name === 'roles' ? roleNames(roles) : CELLS[name]) })),
  ]
}

/** The names behind role ids: known to the list, so that no row has to ask. */
function roleNames(roles: Role[]): Omit<Column<User>, 'head'> {
  return {
    wide: true,
    className: 'w-48',
    cell: ({ roles: ids }) => (
      <span className="block truncate">
        {roles
          .filter(({ id }) => ids.includes(id))
          .map(({ name }) => name)
          .join(', ')}
      </span>
    ),
  }
}

/** The boxes lie above the link that covers a row. */
function picker({ picked, pick, shown }: Picking): Column<User> {
  const ids = shown.map(({ id }) => id)
  const isAll = ids.length > 0 && ids.every((id) => picked.has(id))
  const box = (label: string, isOn: boolean, of: string[]) => (
    <label className="relative z-10 grid size-6 place-items-center max-sm:size-10">
      <input
        type="checkbox"
        aria-label={label}
        className="size-4 accent-brand"
        checked={isOn}
        onChange={({ target }) => pick(of, target.checked)}
      />
    </label>
  )
  return {
    head: 'Select',
    control: box('Select everybody on this page', isAll, ids),
    className: 'w-10 pe-0 max-sm:w-11 max-sm:ps-1',
    cell: ({ id, name, email }) => box(`Select ${name ?? email ?? id}`, picked.has(id), [id]),
  }
}
