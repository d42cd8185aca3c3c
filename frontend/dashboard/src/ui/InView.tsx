import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, Fragment, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { piecesOf, withFocused } from './window'

/** Rows beyond each edge of the window that are there already when somebody scrolls or steps to them. */
const BEYOND = 8
/** Paper has no window: this many rows are printed, and the rest is said. */
const PRINTED = 2_000

type Props = {
  count: number
  /** What a row is taken for until it is seen. */
  height: number
  keyAt: (at: number) => string
  row: (at: number, measure: (row: Element | null) => void) => ReactNode
  /** Something as high as the rows that are not there. */
  room: (height: number) => ReactNode
  note: (text: string) => ReactNode
}

/** The rows that are in view, and where they are. Rows say their place in `data-index`. */
export function InView({ as: Body, ...props }: Props & { as: 'tbody' | 'ul' }) {
  const body = useRef<HTMLElement>(null)
  const [top, setTop] = useState(0)
  // What is above may have grown whenever the page is drawn.
  useLayoutEffect(() => setTop(Math.round((body.current?.getBoundingClientRect().top ?? 0) + scrollY)))
  const [focused, setFocused] = useState<number>()
  const onFocus = ({ target }: FocusEvent) => {
    const at = target.closest<HTMLElement>('[data-index]')?.dataset.index
    setFocused(at === undefined ? undefined : Number(at))
  }
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // Whoever only looks at another window comes back to where they were.
    const isStill = relatedTarget ?? document.activeElement
    if (!body.current?.contains(isStill)) setFocused(undefined)
  }
  const attach = (element: HTMLElement | null) => {
    body.current = element
  }
  return (
    <Body ref={attach} onFocus={onFocus} onBlur={onBlur}>
      <Rows {...props} top={top} focused={focused} />
    </Body>
  )
}

/** Its own component, because it alone is drawn anew while somebody scrolls. */
function Rows({ count, height, keyAt, row, room, note, top, focused }: Props & { top: number; focused: number | undefined }) {
  const view = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: BEYOND,
    scrollMargin: top,
    rangeExtractor: (range) => withFocused(defaultRangeExtractor(range), focused, count),
  })
  if (usePrinting()) {
    const first = Math.min(count, PRINTED)
    return (
      <>
        {Array.from({ length: first }, (_, at) => (
          <Fragment key={keyAt(at)}>{row(at, view.measureElement)}</Fragment>
        ))}
        {first < count && note(`The first ${first} of ${count}.`)}
      </>
    )
  }
  return piecesOf(view.getVirtualItems(), top, top + view.getTotalSize(), count).map((piece) => {
    const key = piece.at < count ? keyAt(piece.at) : 'end'
    return piece.kind === 'room' ? (
      <Fragment key={`room ${key}`}>{room(piece.height)}</Fragment>
    ) : (
      <Fragment key={key}>{row(piece.at, view.measureElement)}</Fragment>
    )
  })
}

/** While the browser makes pages of paper, which it does as soon as the event is over. */
function usePrinting(): boolean {
  const [isPrinted, setPrinted] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinted(true))
    const end = () => setPrinted(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinted
}
