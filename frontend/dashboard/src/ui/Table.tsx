import type { ReactNode } from 'react'
import { cx } from './classes'

export type Column<T> = {
  head: string
  /** Shown in place of the text, which then only names the column. */
  control?: ReactNode
  cell: (row: T) => ReactNode
  /** Left out where the window is narrow. */
  wide?: boolean
  className?: string
}

type Props<T> = {
  label: string
  columns: Column<T>[]
  rows: T[]
  id: (row: T) => string
  footer?: ReactNode
  /** More rows on a screen. */
  compact?: boolean
}

/** Rows of one kind. The link in a cell covers its row (`RowLink`); J and K go through them. */
export function Table<T>({ label, columns, rows, id, footer, compact = false }: Props<T>) {
  return (
    <div className="min-w-0 overflow-hidden rounded-xl border border-line bg-raised">
      <table className="w-full table-auto border-collapse text-start">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line bg-sunken text-xs text-muted">
            {columns.map(({ head, control, wide, className }) => (
              <th key={head} scope="col" className={cx('px-4 py-2 text-start font-medium', wide && 'max-md:hidden', className)}>
                {control ?? head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)} className="relative border-line not-first:border-t has-[a[data-row]]:hover:bg-hover">
              {columns.map(({ head, cell, wide, className }) => (
                <td
                  key={head}
                  className={cx(
                    'max-w-0 px-4 align-middle break-words',
                    compact ? 'py-1' : 'py-2.5',
                    wide && 'max-md:hidden',
                    className,
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {footer !== undefined && <div className="border-t border-line px-4 py-2.5 text-[13px] text-muted">{footer}</div>}
    </div>
  )
}
