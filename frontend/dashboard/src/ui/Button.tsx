import type { ComponentPropsWithRef } from 'react'
import { cx } from './classes'
import { Icon, type IconName } from './Icon'

export type Variant = 'primary' | 'quiet' | 'plain' | 'danger'

const LOOK: Record<Variant, string> = {
  primary: 'bg-brand text-brand-ink hover:brightness-110 border-transparent',
  quiet: 'bg-raised border-line hover:bg-hover text-ink shadow-[0_1px_1px_rgb(0_0_0/4%)]',
  plain: 'border-transparent text-muted hover:text-ink hover:bg-hover',
  danger: 'bg-raised border-line text-wrong hover:bg-wrong-bg',
}

/** Also for links that look like buttons. */
export function buttonClass(variant: Variant = 'quiet', extra?: string): string {
  return cx(
    'inline-flex h-8 items-center justify-center gap-1.5 rounded-lg border px-3 text-[13px] font-medium whitespace-nowrap no-underline',
    'disabled:opacity-50 max-sm:h-10',
    LOOK[variant],
    extra,
  )
}

type Props = ComponentPropsWithRef<'button'> & { variant?: Variant; icon?: IconName; busy?: boolean }

/** A button that says when it is at work, and takes no second press meanwhile. */
export function Button({ variant = 'quiet', icon, busy = false, className, children, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      className={buttonClass(variant, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

function Spinner() {
  return <span className="size-3.5 rounded-full border-2 border-current border-e-transparent motion-safe:animate-spin" />
}

type IconProps = Omit<ComponentPropsWithRef<'button'>, 'children'> & { icon: IconName; label: string }

export function IconButton({ icon, label, className, ...rest }: IconProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-grid size-8 shrink-0 place-items-center rounded-lg text-muted hover:bg-hover hover:text-ink max-sm:size-10',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  )
}
