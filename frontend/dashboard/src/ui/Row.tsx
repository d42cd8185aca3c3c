import { memo, type ReactNode, type Ref } from 'react'
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
  columns: Column<T>[]
  row: T
  compact: boolean
  /** The place in the list: said where not all rows of it are in the page. */
  at?: number
  ref?: Ref<HTMLTableRowElement>
}

function OneRow<T>({ columns, row, compact, at, ref }: Props<T>) {
  return (
    <tr
      ref={ref}
      data-index={at}
      // The head is the first row.
      aria-rowindex={at === undefined ? undefined : at + 2}
      className="relative border-line not-first:border-t has-[a[data-row]]:hover:bg-hover"
    >
      {columns.map(({ head, cell, wide, className }) => (
        <td
          key={head}
          className={cx('max-w-0 px-4 align-middle break-words', compact ? 'py-1' : 'py-2.5', wide && 'max-md:hidden', className)}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Drawn again only when it changes: whoever scrolls draws the rows that come, not those that stay. */
export const Row = memo(OneRow) as typeof OneRow
