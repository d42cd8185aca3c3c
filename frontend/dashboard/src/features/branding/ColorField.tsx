import { Field, inputClass } from '~/ui/Field'
import { contrast, inkOn, parse } from './contrast'

type Props = {
  label: string
  value: string | null
  fallback: string
  /** What can hardly be seen. */
  warning?: string | undefined
  onChange: (value: string | null) => void
  error: string | undefined
}

/** A colour, picked or typed, with how well text is read on it. */
export function ColorField({ label, value, fallback, warning, onChange, error }: Props) {
  const shown = value ?? fallback
  const isColour = parse(shown) !== undefined
  const ink = inkOn(shown)
  const ratio = contrast(shown, ink)
  const hint =
    ratio === undefined ? (
      'Like #1a2b3c.'
    ) : (
      <>
        <span className="flex items-center gap-2">
          <meter min={1} max={21} low={3} high={4.5} optimum={21} value={ratio} aria-label={`Contrast of text on ${label}`} />
          {ink === '#ffffff' ? 'White' : 'Black'} text: {ratio.toFixed(1)} to 1
        </span>
        {warning !== undefined && <span className="block text-warn">{warning}</span>}
      </>
    )
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
