import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'
import { useAsked } from './asked'
import { cx } from './classes'

export const inputClass =
  'h-9 w-full min-w-0 rounded-lg border border-edge bg-field px-3 text-sm text-ink max-sm:h-11 max-sm:text-base aria-invalid:border-wrong disabled:opacity-60'

type Said = { label: string; hint?: ReactNode; error?: string | undefined; optional?: boolean; hideLabel?: boolean }
type Ids = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** A label, a control, what helps and what is wrong with it. */
export function Field({ label, hint, error, optional, hideLabel, children }: Said & { children: (ids: Ids) => ReactNode }) {
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className={cx('text-[13px] font-medium', hideLabel && 'sr-only')}>
        {label} {optional && <span className="font-normal text-muted">optional</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error === undefined ? undefined : true })}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-[13px] text-muted">
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-[13px] text-wrong">
          {error}
        </p>
      )}
    </div>
  )
}

export function Input({ label, hint, error, optional, hideLabel, className, ...rest }: Said & ComponentPropsWithRef<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false} hideLabel={hideLabel ?? false}>
      {(ids) => <input {...ids} className={cx(inputClass, className)} spellCheck={false} autoComplete="off" {...rest} />}
    </Field>
  )
}

export function Textarea({ label, hint, error, optional, className, ...rest }: Said & ComponentPropsWithRef<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(ids) => (
        <textarea {...ids} className={cx(inputClass, 'h-auto py-2 max-sm:h-auto', className)} spellCheck={false} {...rest} />
      )}
    </Field>
  )
}

export function Select({ label, hint, error, hideLabel, children, className, ...rest }: Said & ComponentPropsWithRef<'select'>) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(ids) => (
        <select {...ids} className={cx(inputClass, 'pe-8', className)} {...rest}>
          {children}
        </select>
      )}
    </Field>
  )
}

type ToggleProps = Omit<ComponentPropsWithRef<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }

export function Checkbox({ label, hint, ...rest }: ToggleProps) {
  return (
    <label className="flex min-h-7 items-start gap-2.5 py-1">
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-brand" {...rest} />
      <span>
        {label}
        {hint !== undefined && <span className="block text-[13px] text-muted">{hint}</span>}
      </span>
    </label>
  )
}

type SwitchProps = {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onSwitch: (isOn: boolean) => unknown
  disabled?: boolean
}

/** A setting that is on or off, changed at once. */
export function Switch({ label, hint, checked, onSwitch, disabled = false }: SwitchProps) {
  const id = useId()
  const [isOn, change] = useAsked(checked, onSwitch)
  return (
    <div className="flex items-start justify-between gap-6 py-3">
      <label htmlFor={id} className="min-w-0 cursor-pointer">
        <span className="font-medium">{label}</span>
        {hint !== undefined && <span className="block text-[13px] text-muted">{hint}</span>}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={cx(
          'relative mt-0.5 h-6 w-10 shrink-0 appearance-none rounded-full border border-edge bg-sunken transition-colors checked:border-brand checked:bg-brand disabled:opacity-50',
          'before:absolute before:top-[3px] before:start-[3px] before:size-4 before:rounded-full before:bg-edge before:transition-transform checked:before:translate-x-4 checked:before:bg-brand-ink',
        )}
        checked={isOn}
        disabled={disabled}
        onChange={({ target }) => change(target.checked)}
      />
    </div>
  )
}
