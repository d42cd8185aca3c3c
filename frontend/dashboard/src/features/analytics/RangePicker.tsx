import { type AnalyticsSearch, RANGES } from '~/app/search'
import { cx } from '~/ui/classes'
import { Input } from '~/ui/Field'
import { RANGE_NAMES } from './range'

type Props = { search: AnalyticsSearch; onChange: (search: AnalyticsSearch) => void; problem: string | undefined }

const today = () => new Date().toISOString().slice(0, 10)

/** From when to when: a click, or two days. It lives in the address. */
export function RangePicker({ search, onChange, problem }: Props) {
  const chosen = search.range ?? '7d'
  return (
    <div className="grid gap-3">
      <fieldset className="flex w-fit max-w-full flex-wrap rounded-lg border border-line bg-raised p-0.5">
        <legend className="sr-only">Range</legend>
        {RANGES.map((range) => (
          <label
            key={range}
            className={cx(
              'relative inline-flex h-8 cursor-pointer items-center rounded-md px-3 text-[13px] font-medium max-sm:h-10',
              'has-focus-visible:outline-2 has-focus-visible:outline-link',
              range === chosen ? 'bg-link-bg text-link' : 'text-muted hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="range"
              className="sr-only"
              checked={range === chosen}
              onChange={() =>
                onChange(
                  range === 'custom'
                    ? { range, from: search.from ?? today(), to: search.to ?? today() }
                    : { range, from: undefined, to: undefined },
                )
              }
            />
            {RANGE_NAMES[range]}
          </label>
        ))}
      </fieldset>
      {chosen === 'custom' && (
        <div className="grid max-w-md grid-cols-2 gap-3">
          <Input
            label="First day"
            type="date"
            max={today()}
            value={search.from ?? ''}
            error={problem}
            onChange={({ target }) => onChange({ ...search, from: target.value })}
          />
          <Input
            label="Last day"
            type="date"
            value={search.to ?? ''}
            onChange={({ target }) => onChange({ ...search, to: target.value })}
          />
        </div>
      )}
    </div>
  )
}
