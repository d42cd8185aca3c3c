/** What of a long list is in the page: pure, so that it is tested without one. All its rows are as high as each other, so nothing is measured while somebody scrolls. */

/** Up to here all rows are in the page, where the browser's own search finds them. */
export const ALL_IN_PAGE = 200
/** Rows beyond each edge of the window that are there already when somebody scrolls or steps to them. */
const BEYOND = 6
/** The window moves by so many rows at once: each move is a layout, and paints the edge anew. */
const STEP = 4
/** Beyond each edge while rows fly by. */
const BEYOND_FAST = 1
/** Of the window's height, in one frame: what is faster nobody reads. */
const FAST = 1 / 3
/** Of the window's height, in one frame: what is faster has no next place that could be foreseen. */
const JUMP = 5 / 4

/** The places from `from` to before `to`; light rows are drawn while they fly by. */
export type Span = { from: number; to: number; isLight: boolean }
/** Where the window is over the rows, in pixels from the first of them; `moved` since the frame before. */
export type Place = { at: number; moved: number; window: number; isFast: boolean }

export function isFast(moved: number, window: number): boolean {
  return Math.abs(moved) > window * FAST
}

/** The rows in the window, and those that come into it next. */
export function spanOf({ at, moved, window, isFast }: Place, height: number, count: number): Span {
  const step = isFast ? 1 : STEP
  const beyond = (isFast ? BEYOND_FAST : BEYOND) * height
  const ahead = isFast && Math.abs(moved) < window * JUMP ? moved : 0
  const place = (pixels: number, round: (rows: number) => number) =>
    Math.min(Math.max(round(pixels / height / step) * step, 0), count)
  return {
    from: place(at + Math.min(ahead, 0) - beyond, Math.floor),
    to: place(at + window + Math.max(ahead, 0) + beyond, Math.ceil),
    isLight: isFast,
  }
}

/** A row by its place, or the room of `rows` rows that are not there. */
export type Piece = { kind: 'row' | 'light'; key: string; at: number } | { kind: 'room'; key: string; rows: number }

/**
 * The rows of a span and the one that has the focus with its neighbours (so focus is never lost, and J, K and Tab go on from there), with room for the
 * others. Light rows have the key of their place in the window: when it moves their words change, and no element comes or goes. Pieces have one order for
 * ever, before and after the row with the focus, so React never moves that one (a move takes its focus).
 */
export function piecesOf(
  { from, to, isLight }: Span,
  focused: number | undefined,
  count: number,
  keyAt: (at: number) => string,
): Piece[] {
  const kept = keptOf(focused, count)
  const inView = Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at)
  const all = [...new Set([...inView, ...kept])].sort((a, b) => a - b)
  const side = (at: number) => (focused !== undefined && at < focused ? 'before' : 'after')
  const pieces: Piece[] = []
  let reached = 0
  const leave = (key: string, until: number) => {
    if (until > reached) pieces.push({ kind: 'room', key, rows: until - reached })
  }
  for (const at of all) {
    leave(reached === 0 ? 'start' : `between ${side(reached)}`, at)
    const isDrawn = !isLight || kept.includes(at)
    pieces.push(isDrawn ? { kind: 'row', key: keyAt(at), at } : { kind: 'light', key: `${side(at)} ${at - from}`, at })
    reached = at + 1
  }
  leave('end', count)
  return pieces
}

function keptOf(focused: number | undefined, count: number): number[] {
  if (focused === undefined) return []
  return [focused - 1, focused, focused + 1].filter((at) => at >= 0 && at < count)
}
