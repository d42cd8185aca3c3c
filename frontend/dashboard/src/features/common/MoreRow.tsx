import { useEffect, useRef } from 'react'
import { Button } from '~/ui/Button'
import { Problem } from '~/ui/states'
import { Counted } from './Pager'
import type { More } from './pages'

/** How far below the window the next rows are asked for, in pixels. */
const AHEAD = 1_500

type Props = {
  count: number
  noun: string
  more: More
  isFirst: boolean
  onFirst: () => void
  examined?: number | undefined
  /** Filters that no index answers. */
  filteredAfter?: string[] | undefined
}

/** The end of a list that grows. The button first: until somebody wants more, nothing moves by itself, and what is below the list can be reached. */
export function MoreRow({ count, noun, more, isFirst, onFirst, examined, filteredAfter }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { load, isThere, isGoing, isLoading, error } = more
  const next = useRef(load)
  useEffect(() => {
    next.current = load
  })
  const isWaiting = isGoing && isThere && !isLoading && error === null
  // Also by the count: a page that leaves the end in view is followed by the next one.
  useEffect(() => {
    if (!isWaiting || place.current === null) return
    // Of what happened since the last time the last counts: whoever goes to the end at once has left and come in one go.
    const seen = new IntersectionObserver((all) => all.at(-1)?.isIntersecting === true && next.current(), {
      rootMargin: `0px 0px ${AHEAD}px`,
    })
    seen.observe(place.current)
    return () => seen.disconnect()
  }, [isWaiting, count])
  return (
    <div ref={place} className="grid gap-2">
      <Problem error={error} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Counted {...{ count, noun, examined, filteredAfter }} hasMore={isThere} />
        <span className="flex gap-2">
          {!isFirst && <Button onClick={onFirst}>Newest</Button>}
          {isThere && (
            // Not `busy`, which is disabled: whoever pressed it would lose the focus.
            <Button onClick={() => isLoading || load()} aria-busy={isLoading || undefined}>
              {error === null ? 'Load more' : 'Try again'}
            </Button>
          )}
        </span>
      </div>
    </div>
  )
}
