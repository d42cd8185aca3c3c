import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Usage } from '~/api/types'
import { Bars } from '~/ui/Bars'
import { Button } from '~/ui/Button'
import { cx } from '~/ui/classes'
import { type Chart, change, csvOf, sum, totalOf } from './charts'
import { endOf, nameOf, type Range } from './range'
import { save } from './save'

type Props = { chart: Chart; usage: Usage; before: Usage | undefined; range: Range; slug: string }

/** One question and its answer: a figure, bars that lead to the events behind them, and the same as a table. */
export function ChartCard({ chart, usage, before, range, slug }: Props) {
  const [isTable, setTable] = useState(false)
  const isEmpty = chart.parts.every(({ values }) => sum(values) === 0)
  const names = usage.buckets.map((at) => nameOf(at, range.granularity))
  const behind = (at: number, part: number) => eventsOf(chart, usage, range, at, part)
  return (
    <section
      aria-labelledby={`chart-${chart.id}`}
      className="grid min-w-0 content-start gap-4 rounded-xl border border-line bg-raised p-5"
    >
      <header className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4">
        <div className="min-w-0">
          <h2 id={`chart-${chart.id}`} className="text-[15px] font-semibold">
            {chart.title}
          </h2>
          {chart.sub !== undefined && <p className="text-[13px] text-muted">{chart.sub}</p>}
        </div>
        {!isEmpty && (
          <div className="flex gap-2">
            <Button aria-pressed={isTable} onClick={() => setTable(!isTable)} aria-label={`Table of ${chart.title}`}>
              Table
            </Button>
            <Button
              aria-label={`CSV of ${chart.title}`}
              onClick={() => save(`${slug}-${chart.id}-${usage.from.slice(0, 10)}.csv`, csvOf(chart, usage.buckets))}
            >
              CSV
            </Button>
          </div>
        )}
      </header>
      {!isEmpty && <Total chart={chart} before={before} range={range} />}
      {isEmpty ? (
        <p className="text-[13px] text-muted">None in this range.</p>
      ) : isTable ? (
        <DataTable chart={chart} names={names} behind={behind} slug={slug} />
      ) : (
        <Bars
          names={names}
          parts={chart.parts}
          link={(at, part, piece) => {
            const search = behind(at, part)
            if (search === undefined) return piece
            return (
              <Link to="/apps/$slug/audit" params={{ slug }} search={search} tabIndex={-1}>
                {piece}
              </Link>
            )
          }}
        />
      )}
      {!isEmpty && !isTable && <Legend chart={chart} />}
    </section>
  )
}

/** What the audit log is filtered by to show the events of a part of a bar. */
function eventsOf(chart: Chart, usage: Usage, range: Range, at: number, part: number) {
  const type = chart.parts[part]?.type
  const from = usage.buckets[at]
  if (type === undefined || from === undefined) return undefined
  return { type, from, to: endOf(from, range.granularity) }
}

function Total({ chart, before, range }: { chart: Chart; before: Usage | undefined; range: Range }) {
  const all = chart.parts.flatMap(({ values }) => values)
  if (!chart.canSum) {
    const most = Math.max(0, ...all)
    return <Figure value={most}>{most === 1 ? 'person' : chart.noun} on the busiest day</Figure>
  }
  const total = sum(all)
  const earlier = before === undefined ? undefined : totalOf(before, chart.id)
  const changed = earlier === undefined ? undefined : change(total, earlier)
  return (
    <Figure value={total}>
      {changed === undefined
        ? earlier === 0 && total > 0 && `none in the ${range.length} before`
        : `${changed} the ${earlier?.toLocaleString('en')} of the ${range.length} before`}
    </Figure>
  )
}

function Figure({ value, children }: { value: number; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-2xl font-semibold tracking-tight tabular-nums">{value.toLocaleString('en')}</span>
      <span className="text-[13px] text-muted">{children}</span>
    </p>
  )
}

function Legend({ chart }: { chart: Chart }) {
  const total = sum(chart.parts.flatMap(({ values }) => values))
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {chart.parts.map(({ name, fill, values }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5">
            <rect width="10" height="10" rx="2" className={fill} />
          </svg>
          {name}
          <span className="text-muted tabular-nums">
            {chart.canSum && sum(values).toLocaleString('en')}
            {chart.parts.length > 1 && `, ${Math.round((100 * sum(values)) / total)} %`}
          </span>
        </li>
      ))}
    </ul>
  )
}

type TableProps = {
  chart: Chart
  names: string[]
  slug: string
  behind: (at: number, part: number) => { type: string; from: string; to: string } | undefined
}

/** The same numbers, newest first; each that is something leads to its events. */
function DataTable({ chart, names, slug, behind }: TableProps) {
  const rows = names.map((name, at) => ({ name, at })).reverse()
  const cell = 'px-3 py-1.5 text-end tabular-nums'
  return (
    <div className="max-h-72 overflow-auto rounded-lg border border-line" tabIndex={0} role="group" aria-label={chart.title}>
      <table className="w-full border-collapse text-[13px]">
        <caption className="sr-only">{chart.title}, times in UTC</caption>
        <thead className="sticky top-0 bg-sunken text-xs text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-medium">
              UTC
            </th>
            {chart.parts.map(({ name }) => (
              <th key={name} scope="col" className="px-3 py-2 text-end font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, at }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-start font-normal whitespace-nowrap">
                {name}
              </th>
              {chart.parts.map((part, index) => {
                const value = part.values[at] ?? 0
                const search = value > 0 ? behind(at, index) : undefined
                return (
                  <td key={part.name} className={cx(cell, value === 0 && 'text-muted')}>
                    {search === undefined ? (
                      value
                    ) : (
                      <Link
                        to="/apps/$slug/audit"
                        params={{ slug }}
                        search={search}
                        aria-label={`${value} ${part.name}, ${name}: show the events`}
                      >
                        {value}
                      </Link>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
