import type { ReactNode } from 'react'
import { Icon } from '~/ui/Icon'

/** A filter that is on, and how to take it off. */
export function FilterChip({ label, children, onClear }: { label: string; children: ReactNode; onClear: () => void }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded-full border border-line bg-raised ps-2.5 text-xs">
      <span className="text-muted">{label}</span>
      <span className="min-w-0 truncate font-medium">{children}</span>
      <button
        type="button"
        aria-label={`Clear ${label}`}
        onClick={onClear}
        className="grid size-6 place-items-center rounded-full hover:bg-hover"
      >
        <Icon name="close" className="size-3" />
      </button>
    </span>
  )
}
