import type { ReactNode } from 'react'

/** A row of links between the parts of one thing; the children are router links with `activeProps`. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="-mx-1 flex flex-wrap gap-x-1 border-b border-line">
      {children}
    </nav>
  )
}

export const tabClass =
  'inline-flex h-9 items-center border-b-2 border-transparent px-2 -mb-px text-[13px] font-medium text-muted no-underline hover:text-ink aria-[current=page]:border-link aria-[current=page]:text-ink max-sm:h-11'
