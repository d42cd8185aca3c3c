import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isFast, type Place, type Span, spanOf } from './window'

/** How long after the last fast frame rows are light. */
const REST_MS = 150

type Rows = { top: number; height: number; count: number }

const same = (a: Span, b: Span) => a.from === b.from && a.to === b.to && a.isLight === b.isLight

/** Which rows are to be there. It is set only when that changes, and in the frame that scrolled: a frame later the window would be bare. */
export function useSpan({ top, height, count }: Rows): Span {
  const place = useRef<Place>({ at: 0, moved: 0, window: 0, isFast: false })
  const rows = useRef({ top, height, count })
  const [span, setSpan] = useState<Span>({ from: 0, to: 0, isLight: false })
  const update = useRef(() => {
    const next = spanOf(place.current, rows.current.height, rows.current.count)
    setSpan((now) => (same(now, next) ? now : next))
  }).current
  useLayoutEffect(() => {
    rows.current = { top, height, count }
    place.current = { ...place.current, at: scrollY - top, window: innerHeight }
    update()
  }, [top, height, count, update])
  useEffect(() => watch(place, rows, update), [update])
  return span
}

function watch(place: { current: Place }, rows: { current: Rows }, update: () => void): () => void {
  let fastAt = 0
  let isWaiting: ReturnType<typeof setTimeout> | undefined
  const rest = () => {
    const left = fastAt + REST_MS - performance.now()
    isWaiting = left > 0 ? setTimeout(rest, left) : undefined
    if (left > 0) return
    place.current = { ...place.current, moved: 0, isFast: false }
    update()
  }
  const onScroll = () => {
    const { at: before, moved: movedBefore, window, isFast: wasFast } = place.current
    const at = scrollY - rows.current.top
    const moved = at - before
    const isSo = isFast(moved, window)
    // One jump, as by a key, is no flight.
    const flies = wasFast || (isSo && isFast(movedBefore, window) && performance.now() - fastAt < REST_MS)
    if (isSo) fastAt = performance.now()
    place.current = { at, moved, window, isFast: flies }
    if (flies) isWaiting ??= setTimeout(rest, REST_MS)
    flushSync(update)
  }
  const onResize = () => {
    place.current = { ...place.current, at: scrollY - rows.current.top, window: innerHeight }
    update()
  }
  addEventListener('scroll', onScroll, { passive: true })
  addEventListener('resize', onResize)
  return () => {
    clearTimeout(isWaiting)
    removeEventListener('scroll', onScroll)
    removeEventListener('resize', onResize)
  }
}
