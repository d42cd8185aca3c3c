import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './Button'
import { cx } from './classes'

type Props = {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  side?: boolean
  wide?: boolean
  lasting?: boolean
}

/** A modal `<dialog>`; `side` comes from the edge; `lasting` is closed by its own buttons only. Mount it to open it. */
export function Dialog({ title, onClose, children, footer, side = false, wide = false, lasting = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the element is taken out, so that closing gives the focus back to where it was.
  useLayoutEffect(() => {
    const shown = dialog.current
    if (shown === null || shown.open) return
    shown.showModal()
    const first = shown.querySelector<HTMLElement>('[data-focus]') ?? shown.querySelector<HTMLElement>('h2')
    first?.focus()
    return () => shown.close()
  }, [])
  const close = lasting ? undefined : onClose
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is `cancel`; a press on the backdrop is an extra for the mouse
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        close?.()
      }}
      onClick={(event) => event.target === dialog.current && close?.()}
      className={cx(
        'bg-raised text-ink shadow-pop border border-line p-0',
        side
          ? 'ms-auto me-0 my-0 h-dvh max-h-none w-full max-w-xl rounded-none border-y-0 border-e-0'
          : 'm-auto w-[calc(100%-2rem)] max-h-[calc(100dvh-2rem)] rounded-2xl',
        !side && (wide ? 'max-w-2xl' : 'max-w-md'),
      )}
    >
      <div className="flex max-h-[inherit] flex-col">
        <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-1">
          <h2 id={id} tabIndex={-1} className="text-base font-semibold outline-none">
            {title}
          </h2>
          {close !== undefined && <IconButton icon="close" label="Close" onClick={close} className="-me-2" />}
        </header>
        <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto px-5 py-3">{children}</div>
        {footer !== undefined && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">{footer}</footer>
        )}
      </div>
    </dialog>
  )
}
