import { lazy, type ReactNode, Suspense, useLayoutEffect, useRef } from 'react'
import { cx } from './classes'
import { type Column, Row } from './Row'
import { ALL_IN_PAGE } from './window'

export type { Column } from './Row'

type LongRows = typeof import('./LongRows').LongRows
// `lazy` knows no generics.
const LongRows = lazy(() => import('./LongRows').then(({ LongRows }) => ({ default: LongRows }))) as unknown as LongRows

/** How high the rows of a table were when last seen: what is not drawn takes as much room, and Back finds the place again. */
const heights = new Map<string, number>()

type Props<T> = {
  label: string
  columns: Column<T>[]
  rows: T[]
  id: (row: T) => string
  footer?: ReactNode
  /** More rows on a screen. */
  compact?: boolean
  /** The list goes on after these rows, nobody knows how far. */
  hasMore?: boolean
  /** Each column but one says its width: the rows are not asked for theirs. */
  isFixed?: boolean
}

/** Rows of one kind. The link in a cell covers its row (`RowLink`); J and K go through them. Of a long list only what is in view is in the page. */
export function Table<T>({ label, columns, rows, id, footer, compact = false, hasMore = false, isFixed = false }: Props<T>) {
  const isLong = rows.length > ALL_IN_PAGE
  const name = `${label} ${compact}`
  const plain = (
    <PlainRows
      {...{ columns, id, compact }}
      rows={isLong ? rows.slice(0, ALL_IN_PAGE) : rows}
      onHeight={(height) => heights.set(name, height)}
    />
  )
  return (
    // A long list clips nothing: corners are not cut out of every frame.
    <div className={cx('min-w-0 rounded-xl border border-line bg-raised', !isLong && 'overflow-hidden')}>
      <table
        className={cx('w-full border-separate border-spacing-0 text-start', isFixed ? 'table-fixed' : 'table-auto')}
        aria-rowcount={isLong ? (hasMore ? -1 : rows.length + 1) : undefined}
      >
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="text-xs text-muted" aria-rowindex={isLong ? 1 : undefined}>
            {columns.map(({ head, control, wide, className }) => (
              <th
                key={head}
                scope="col"
                className={cx(
                  'bg-sunken px-4 py-2 text-start font-medium',
                  isLong && 'first:rounded-ss-xl last:rounded-se-xl',
                  wide && 'max-md:hidden',
                  className,
                )}
              >
                {control ?? head}
              </th>
            ))}
          </tr>
        </thead>
        {isLong ? (
          <Suspense fallback={plain}>
            <LongRows {...{ columns, rows, id, compact }} height={heights.get(name)} key={name} />
          </Suspense>
        ) : (
          plain
        )}
      </table>
      {footer !== undefined && <div className="border-t border-line px-4 py-2.5 text-[13px] text-muted">{footer}</div>}
    </div>
  )
}

type PlainProps<T> = Pick<Props<T>, 'columns' | 'rows' | 'id'> & { compact: boolean; onHeight: (height: number) => void }

function PlainRows<T>({ columns, rows, id, compact, onHeight }: PlainProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null)
  useLayoutEffect(() => {
    const whole = body.current?.offsetHeight ?? 0
    if (whole > 0) onHeight(Math.round(whole / rows.length))
  })
  return (
    <tbody ref={body}>
      {rows.map((row) => (
        <Row key={id(row)} {...{ columns, row, compact }} />
      ))}
    </tbody>
  )
}
