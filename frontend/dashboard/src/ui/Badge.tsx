import type { ReactNode } from 'react'
import { cx } from './classes'

export type Tone = 'neutral' | 'good' | 'warn' | 'wrong' | 'info'

const LOOK: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted border-line',
  good: 'bg-good-bg text-good border-transparent',
  warn: 'bg-warn-bg text-warn border-transparent',
  wrong: 'bg-wrong-bg text-wrong border-transparent',
  info: 'bg-link-bg text-link border-transparent',
}

export function Badge({ tone = 'neutral', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        'inline-flex items-center rounded-md border px-1.5 py-px text-xs font-medium whitespace-nowrap',
        LOOK[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** The first letter of a name, on a colour that stays with the name. */
export function Avatar({ name, size = 'size-7' }: { name: string; size?: string }) {
  const letter = [...name.trim()][0]?.toUpperCase() ?? '?'
  return (
    <span
      aria-hidden="true"
      className={cx('grid shrink-0 place-items-center rounded-full bg-link-bg text-xs font-semibold text-link', size)}
    >
      {letter}
    </span>
  )
}
