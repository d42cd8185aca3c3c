import { type LinkOptions, useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

type Props = { options: LinkOptions; className: string; children: ReactNode }

/** A link of a long list: an anchor. The router's own watches the address and the window, once for each row that comes into view. */
export function RowLink({ options, className, children }: Props) {
  const router = useRouter()
  const onClick = (event: MouseEvent) => {
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
    if (isElsewhere || event.defaultPrevented) return
    event.preventDefault()
    void router.navigate(options)
  }
  // Not when the pointer enters: rows that pass under it would all be prepared.
  const prepare = () => void router.preloadRoute(options).catch(() => undefined)
  return (
    <a
      data-row=""
      href={router.buildLocation(options).publicHref}
      className={className}
      onClick={onClick}
      onPointerDown={prepare}
    >
      {children}
    </a>
  )
}
