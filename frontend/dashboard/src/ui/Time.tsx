import { ago, moment } from './time'

/** How long ago, with the exact time behind it. */
export function Time({ at, none = 'Never' }: { at: string | null | undefined; none?: string }) {
  if (at === null || at === undefined) return <span className="text-muted">{none}</span>
  return (
    <time dateTime={at} title={moment(at)} className="whitespace-nowrap">
      {ago(at)}
    </time>
  )
}
