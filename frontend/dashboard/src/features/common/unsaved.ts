import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'

/** A form that knows whether it differs from what is saved, and asks before it is left so. Put `form` on the form. */
export function useUnsaved() {
  const [isDirty, setDirty] = useState(false)
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && !confirm('Leave without saving your changes?'),
    enableBeforeUnload: isDirty,
  })
  return { isDirty, form: { onChange: () => setDirty(true) }, touch: () => setDirty(true), reset: () => setDirty(false) }
}
