import { useState } from 'react'
import type { UserSearch } from '~/app/search'
import { Button, IconButton } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Checkbox, Input } from '~/ui/Field'
import { COLUMNS, type ColumnName, chosenColumns, columnsText } from './columns'
import { keepView, removeView, savedViews } from './views'

type Props = { slug: string; search: UserSearch; onChange: (search: UserSearch) => void; onClose: () => void }

/** Columns, density, and the views that were saved in this browser. */
export function ViewDialog({ slug, search, onChange, onClose }: Props) {
  const [views, setViews] = useState(() => savedViews(slug))
  const [name, setName] = useState('')
  const columns = chosenColumns(search.columns)
  const turn = (column: ColumnName, isOn: boolean) => {
    const next = isOn ? [...columns, column] : columns.filter((one) => one !== column)
    onChange({ ...search, columns: columnsText(next) })
  }
  return (
    <Dialog title="View" onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
      <fieldset className="grid gap-x-4 sm:grid-cols-2">
        <legend className="mb-1 text-[13px] font-medium">Columns</legend>
        {Object.entries(COLUMNS).map(([column, label]) => (
          <Checkbox
            key={column}
            label={label}
            checked={columns.includes(column as ColumnName)}
            disabled={columns.length === 1 && columns[0] === column}
            onChange={({ target }) => turn(column as ColumnName, target.checked)}
          />
        ))}
      </fieldset>
      <Checkbox
        label="Compact rows"
        checked={search.density === 'compact'}
        onChange={({ target }) => onChange({ ...search, density: target.checked ? 'compact' : undefined })}
      />
      <section className="grid gap-2">
        <h3 className="text-[13px] font-medium">Saved views</h3>
        {views.length === 0 && <p className="text-muted">Filters, columns and density under a name, in this browser.</p>}
        <ul className="grid gap-1">
          {views.map((view) => (
            <li key={view.name} className="flex items-center gap-2">
              <button
                type="button"
                className="min-w-0 flex-1 truncate rounded-lg px-2 py-1.5 text-start hover:bg-hover"
                onClick={() => {
                  onChange(view.search)
                  onClose()
                }}
              >
                {view.name}
              </button>
              <IconButton icon="trash" label={`Remove ${view.name}`} onClick={() => setViews(removeView(slug, view.name))} />
            </li>
          ))}
        </ul>
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() === '') return
            setViews(keepView(slug, name.trim(), search))
            setName('')
          }}
        >
          <div className="min-w-0 flex-1">
            <Input label="Save what is shown as" maxLength={40} value={name} onChange={({ target }) => setName(target.value)} />
          </div>
          <Button type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      </section>
    </Dialog>
  )
}
