import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Button, IconButton } from './Button'

type Toast = { id: number; text: string; undo: (() => void) | undefined }

/** Long enough to read and to take back (frontend 4.2). */
const SHOWN_MS = 5_000
const UNDO_MS = 10_000

let toasts: Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function dismiss(id: number): void {
  set(toasts.filter((one) => one.id !== id))
}

/** Says quietly that something was done; with `undo`, for ten seconds and with a way back. */
export function toast(text: string, undo?: () => void): void {
  last += 1
  const id = last
  set([...toasts.slice(-2), { id, text, undo }])
  setTimeout(() => dismiss(id), undo === undefined ? SHOWN_MS : UNDO_MS)
}

/** Where toasts appear: above everything, dialogs included. */
export function Toasts() {
  const region = useRef<HTMLDivElement>(null)
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  useEffect(() => {
    const element = region.current
    if (element === null) return
    // Shown anew each time, so that it is above a dialog that was opened since.
    if (element.matches(':popover-open')) element.hidePopover()
    if (shown.length > 0) element.showPopover()
  }, [shown])
  return (
    <div
      ref={region}
      popover="manual"
      role="status"
      className="fixed inset-auto end-4 bottom-4 m-0 grid w-[min(24rem,calc(100vw-2rem))] gap-2 bg-transparent p-0"
    >
      {shown.map(({ id, text, undo }) => (
        <div key={id} className="flex items-center gap-3 rounded-xl border border-line bg-raised py-2 ps-4 pe-2 shadow-pop">
          <p className="min-w-0 flex-1">{text}</p>
          {undo !== undefined && (
            <Button
              onClick={() => {
                dismiss(id)
                undo()
              }}
            >
              Undo
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}
