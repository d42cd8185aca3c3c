import { Field, inputClass } from '~/ui/Field'
import { contrast, inkOn, parse } from './contrast'

type Props = {
  label: string
  value: string | null
  fallback: string
  onChange: (value: string | null) => void
  error: string | undefined
}

/** A colour, picked or typed, with how well text is read on it. */
export function ColorField({ label, value, fallback, onChange, error }: Props) {
  const shown = value ?? fallback
  const isColour = parse(shown) !== undefined
  const ink = inkOn(shown)
  const ratio = contrast(shown, ink)
  const hint =
    ratio === undefined
      ? 'Like #1a2b3c.'
      : `${ink === '#ffffff' ? 'White' : 'Black'} text on it: ${ratio.toFixed(1)} to 1${ratio < 4.5 ? ', too little to read well' : ''}.`
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div className="flex items-center gap-2">
          <input
            type="color"
            aria-label={`Pick ${label.toLowerCase()}`}
            value={isColour ? shown : fallback}
            onChange={({ target }) => onChange(target.value)}
            className="h-9 w-12 shrink-0 cursor-pointer rounded-lg border border-edge bg-field p-1"
          />
          <input
            {...ids}
            className={`${inputClass} max-w-36 font-mono`}
            placeholder={fallback}
            value={value ?? ''}
            onChange={({ target }) => onChange(target.value.trim() === '' ? null : target.value.trim())}
          />
          {value !== null && (
            <button type="button" className="text-[13px] text-muted hover:text-ink" onClick={() => onChange(null)}>
              Default
            </button>
          )}
        </div>
      )}
    </Field>
  )
}
