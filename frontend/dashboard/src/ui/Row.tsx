import { memo, type ReactNode } from 'react'
import { cx } from './classes'

export type Column<T> = {
  head: string
  /** Shown in place of the text, which then only names the column. */
  control?: ReactNode
  cell: (row: T) => ReactNode
  /** What is drawn of it while rows fly by. */
  light?: (row: T) => ReactNode
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
}

function OneRow<T>({ columns, row, compact, at }: Props<T>) {
  return (
    <tr
      data-index={at}
      // The head is the first row.
      aria-rowindex={at === undefined ? undefined : at + 2}
      className="relative has-[a[data-row]]:hover:bg-hover"
    >
      {columns.map(({ head, cell, wide, className }) => (
        <td
          key={head}
          className={cx(
            'max-w-0 border-t border-line px-4 align-middle break-words',
            compact ? 'py-1' : 'py-2.5',
            wide && 'max-md:hidden',
            className,
          )}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Drawn again only when it changes: whoever scrolls draws the rows that come, not those that stay. */
export const Row = memo(OneRow) as typeof OneRow

type LightProps<T> = { columns: Column<T>[]; row: T; at: number; height: number }

/** A row that flies by: its words, and as much room as it takes. It is another row in the next frame, so the browser must not hold on to it. */
export function LightRow<T>({ columns, row, at, height }: LightProps<T>) {
  return (
    <tr data-index={at} aria-rowindex={at + 2} style={{ height, overflowAnchor: 'none' }}>
      {columns.map(({ head, light, wide, className }) => (
        <td
          key={head}
          className={cx('max-w-0 truncate border-t border-line px-4 py-0 align-middle', wide && 'max-md:hidden', className)}
        >
          {light?.(row)}
        </td>
      ))}
    </tr>
  )
}
