import { type ReactNode, useId, useRef } from 'react'
import { buttonClass } from './Button'
import { cx } from './classes'
import { Icon } from './Icon'

const GAP = 4

/** More that can be done, behind one button: a popover, which the browser closes with Escape or a press elsewhere. */
export function Menu({ label, name, children }: { label: string; name?: string; children: ReactNode }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  /** Below the button and with its end, or above it where there is no room. */
  function place(): void {
    if (button.current === null || menu.current === null) return
    const at = button.current.getBoundingClientRect()
    const { offsetWidth, offsetHeight, style } = menu.current
    const below = at.bottom + GAP
    const top = below + offsetHeight > innerHeight ? at.top - GAP - offsetHeight : below
    style.top = `${Math.max(GAP, top)}px`
    style.left = `${Math.max(GAP, at.right - offsetWidth)}px`
  }
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} aria-label={name} className={buttonClass('quiet', 'relative')}>
        {label}
        <Icon name="chevron" className="size-3.5" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the buttons within have the keyboard; this only closes after them */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div
        ref={menu}
        id={id}
        popover="auto"
        onToggle={(event) => event.newState === 'open' && place()}
        onClick={() => menu.current?.hidePopover()}
        className="fixed inset-auto m-0 w-56 rounded-xl border border-line bg-raised p-1.5 text-ink shadow-pop"
      >
        <div className="grid gap-px">{children}</div>
      </div>
    </>
  )
}

type ItemProps = { children: ReactNode; onClick: () => void; danger?: boolean; disabled?: boolean }

export function MenuItem({ children, onClick, danger = false, disabled = false }: ItemProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      disabled={disabled}
      className={cx(
        'flex min-h-8 items-center rounded-lg px-2.5 text-start text-[13px] hover:bg-hover disabled:opacity-50 max-sm:min-h-10',
        danger && 'text-wrong',
      )}
    >
      {children}
    </button>
  )
}
