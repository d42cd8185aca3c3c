import { type FocusEvent, Fragment, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSpan } from './span'
import { piecesOf } from './window'

/** Paper has no window: this many rows are printed, and the rest is said. */
const PRINTED = 2_000

type Props = {
  count: number
  /** What each row is taken for until one is seen. */
  height: number
  keyAt: (at: number) => string
  row: (at: number) => ReactNode
  /** The row while it flies by: as high, without what nobody could use then. */
  light: (at: number, height: number) => ReactNode
  /** Something as high as the rows that are not there. */
  room: (height: number) => ReactNode
  note: (text: string) => ReactNode
}

/** The rows that are in view, and where they are. All are as high as each other, and say their place in `data-index`. */
export function InView({ as: Body, height: first, ...props }: Props & { as: 'tbody' | 'ul' }) {
  const body = useRef<HTMLElement>(null)
  const { top, height } = useMeasured(body, first)
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
      <Rows {...props} {...{ top, height, focused }} />
    </Body>
  )
}

/** Where the rows begin and how high one is: looked at when the page is drawn or gets another size, never while somebody scrolls. */
function useMeasured(body: { current: HTMLElement | null }, first: number) {
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(first)
  const [, setResized] = useState(0)
  useEffect(() => {
    const again = () => setResized((times) => times + 1)
    addEventListener('resize', again)
    return () => removeEventListener('resize', again)
  }, [])
  // What is above may have grown whenever the page is drawn.
  useLayoutEffect(() => {
    const begins = Math.round((body.current?.getBoundingClientRect().top ?? 0) + scrollY)
    setTop(begins)
    const is = heightOf(body.current?.querySelector('[data-index]:has([data-row])'))
    if (is === 0 || is === height) return
    setHeight(is)
    // The rows in the window stay there, whatever those above it take now.
    if (scrollY > begins) scrollTo(0, begins + ((scrollY - begins) * is) / height)
  })
  return { top, height }
}

/** As it was laid out. Its rectangle would be out by half a pixel, six million pixels down. */
function heightOf(row: Element | null | undefined): number {
  return row ? Number.parseFloat(getComputedStyle(row).height) || 0 : 0
}

/** Its own component, because it alone is drawn anew while somebody scrolls. */
function Rows({
  count,
  height,
  keyAt,
  row,
  light,
  room,
  note,
  top,
  focused,
}: Props & { top: number; focused: number | undefined }) {
  const span = useSpan({ top, height, count })
  if (usePrinting()) {
    const first = Math.min(count, PRINTED)
    return (
      <>
        {Array.from({ length: first }, (_, at) => (
          <Fragment key={keyAt(at)}>{row(at)}</Fragment>
        ))}
        {first < count && note(`The first ${first} of ${count}.`)}
      </>
    )
  }
  return piecesOf(span, focused, count, keyAt).map((piece) => {
    const { key } = piece
    if (piece.kind === 'room') return <Fragment key={key}>{room(piece.rows * height)}</Fragment>
    return <Fragment key={key}>{piece.kind === 'row' ? row(piece.at) : light(piece.at, height)}</Fragment>
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
