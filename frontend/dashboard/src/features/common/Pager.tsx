import { Button } from '~/ui/Button'

type CountedProps = {
  count: number
  noun: string
  hasMore: boolean
  examined?: number | undefined
  /** Filters that no index answers. */
  filteredAfter?: string[] | undefined
}

/** How many are shown. No totals that nobody counted. */
export function Counted({ count, noun, hasMore, examined, filteredAfter }: CountedProps) {
  return (
    <span>
      {count} {noun}
      {count === 1 ? '' : 's'} on this page
      {examined !== undefined &&
        (filteredAfter === undefined
          ? `, ${examined} looked at`
          : `. Filtered by ${filteredAfter.join(', ')} after reading ${examined}${hasMore ? '; there may be more.' : '.'}`)}
    </span>
  )
}

type Props = {
  count: number
  noun: string
  next: string | null
  isFirst: boolean
  onNext: (cursor: string) => void
  onFirst: () => void
}

/** Goes on by cursor; Back in the browser goes back. */
export function Pager({ count, noun, next, isFirst, onNext, onFirst }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <Counted count={count} noun={noun} hasMore={next !== null} />
      <span className="flex gap-2">
        {!isFirst && <Button onClick={onFirst}>Newest</Button>}
        {next !== null && <Button onClick={() => onNext(next)}>Older</Button>}
      </span>
    </div>
  )
}
