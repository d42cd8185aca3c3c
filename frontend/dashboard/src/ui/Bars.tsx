import type { ReactNode } from 'react'
import { cx } from './classes'

export type BarPart = { name: string; fill: string; values: number[] }
type Props = {
  /** What each bar is called, for whoever points at it. */
  names: string[]
  parts: BarPart[]
  /** Puts a part of a bar into a link. */
  link?: ((at: number, part: number, children: ReactNode) => ReactNode) | undefined
}

const HEIGHT = 100
const WIDTH = 10
const GAP = 1.5

/** The smallest of 1, 2, 5, 10 … that nothing is above. */
export function ceiling(most: number): number {
  if (most <= 5) return 5
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 5].find((step) => most <= step * power) ?? 10) * power
}

/**
 * Bars of stacked parts, for the eye alone: what they say is to be had as a table beside them, so they are hidden from
 * whoever listens, and no stop for whoever goes by keyboard.
 */
export function Bars({ names, parts, link = (_at, _part, children) => children }: Props) {
  const sums = names.map((_, at) => parts.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
  const top = ceiling(Math.max(0, ...sums))
  const shown = names.length > 2 ? [0, Math.floor((names.length - 1) / 2), names.length - 1] : names.map((_, at) => at)
  return (
    <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-muted tabular-nums select-none">
      <div className="flex h-36 flex-col justify-between text-end leading-none">
        <span>{top.toLocaleString('en')}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${names.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-36 w-full border-y border-line"
        role="presentation"
      >
        <path d={`M0 ${HEIGHT / 2}H${names.length * WIDTH}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
        {names.map((name, at) => (
          <g key={name} className="group">
            <title>{[name, ...parts.map((part) => `${part.name}: ${part.values[at] ?? 0}`)].join('\n')}</title>
            <rect x={at * WIDTH} y={0} width={WIDTH} height={HEIGHT} className="fill-transparent group-hover:fill-hover" />
            {parts.map((part, index) => (
              <Piece key={part.name} part={part} at={at} below={below(parts, index, at)} top={top}>
                {(piece) => link(at, index, piece)}
              </Piece>
            ))}
          </g>
        ))}
      </svg>
      <div className="col-start-2 mt-1.5 flex justify-between">
        {shown.map((at) => (
          <span key={at} className="whitespace-nowrap">
            {names[at]}
          </span>
        ))}
      </div>
    </div>
  )
}

function below(parts: BarPart[], index: number, at: number): number {
  return parts.slice(0, index).reduce((sum, { values }) => sum + (values[at] ?? 0), 0)
}

type PieceProps = {
  part: BarPart
  at: number
  below: number
  top: number
  children: (piece: ReactNode) => ReactNode
}

function Piece({ part, at, below, top, children }: PieceProps) {
  const value = part.values[at] ?? 0
  if (value === 0) return null
  const height = (value / top) * HEIGHT
  return children(
    <rect
      x={at * WIDTH + GAP / 2}
      y={HEIGHT - height - (below / top) * HEIGHT}
      width={WIDTH - GAP}
      height={height}
      className={cx(part.fill, 'group-hover:brightness-110')}
    />,
  )
}
