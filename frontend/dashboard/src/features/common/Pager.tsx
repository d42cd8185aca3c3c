import { Button } from '~/ui/Button'

type Props = {
  count: number
  noun: string
  next: string | null
  isFirst: boolean
  onNext: (cursor: string) => void
  onFirst: () => void
  examined?: number | undefined
  /** Filters that no index answers. */
  filteredAfter?: string[] | undefined
}

/** Goes on by cursor; Back in the browser goes back. No totals that nobody counted. */
export function Pager({ count, noun, next, isFirst, onNext, onFirst, examined, filteredAfter }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <span>
        {count} {noun}
        {count === 1 ? '' : 's'} on this page
        {examined !== undefined &&
          (filteredAfter === undefined
            ? `, ${examined} looked at`
            : `. Filtered by ${filteredAfter.join(', ')} after reading ${examined}${next === null ? '.' : '; there may be more.'}`)}
      </span>
      <span className="flex gap-2">
        {!isFirst && <Button onClick={onFirst}>Newest</Button>}
        {next !== null && <Button onClick={() => onNext(next)}>Older</Button>}
      </span>
    </div>
  )
}
