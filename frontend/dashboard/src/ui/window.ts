/** What of a long list is in the page: pure, so that it is tested without one. */

/** Up to here all rows are in the page, where the browser's own search finds them. */
export const ALL_IN_PAGE = 200

/** A row by its place, or the room that rows take which are not there; `at` is the place of the row that follows it. */
export type Piece = { kind: 'row'; at: number } | { kind: 'room'; at: number; height: number }
type Placed = { index: number; start: number; end: number }

/** The rows in view, and room for the others: before, between and after. Each piece has one order for ever, so React never moves a row (a move takes its focus). */
export function piecesOf(placed: Placed[], start: number, end: number, count: number): Piece[] {
  const pieces: Piece[] = []
  let reached = start
  for (const row of placed) {
    if (row.start > reached) pieces.push({ kind: 'room', at: row.index, height: row.start - reached })
    pieces.push({ kind: 'row', at: row.index })
    reached = row.end
  }
  if (end > reached) pieces.push({ kind: 'room', at: count, height: end - reached })
  return pieces
}

/** The places in view, with that of the row that has the focus and its neighbours: so focus is never lost, and J, K and Tab go on from there. */
export function withFocused(inView: number[], focused: number | undefined, count: number): number[] {
  if (focused === undefined) return inView
  const kept = [focused - 1, focused, focused + 1].filter((at) => at >= 0 && at < count)
  return [...new Set([...inView, ...kept])].sort((a, b) => a - b)
}
