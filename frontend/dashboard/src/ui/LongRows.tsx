import { InView } from './InView'
import { type Column, LightRow, Row } from './Row'

type Props<T> = {
  columns: Column<T>[]
  rows: T[]
  id: (row: T) => string
  compact: boolean
  /** How high a row was when last seen. */
  height: number | undefined
}

/** The body of a table that is too long to be in the page. */
export function LongRows<T>({ columns, rows, id, compact, height = compact ? 30 : 62 }: Props<T>) {
  const at = (index: number) => rows[index] as T
  return (
    <InView
      as="tbody"
      count={rows.length}
      height={height}
      keyAt={(index) => id(at(index))}
      row={(index) => <Row row={at(index)} at={index} {...{ columns, compact }} />}
      light={(index, height) => <LightRow row={at(index)} at={index} {...{ columns, height }} />}
      // One cell: over columns that a narrow window leaves out it would bring them back, empty.
      room={(height) => (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
        <tr aria-hidden="true" className="[overflow-anchor:none]">
          <td className="p-0" style={{ height }} />
        </tr>
      )}
      note={(text) => (
        <tr>
          <td colSpan={columns.filter(({ wide }) => !wide).length} className="px-4 py-2">
            {text}
          </td>
        </tr>
      )}
    />
  )
}
