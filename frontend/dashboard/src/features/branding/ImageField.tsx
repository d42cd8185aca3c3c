import { useId, useState } from 'react'
import { call } from '~/api/client'
import { words } from '~/api/error'
import { under } from '~/api/queries'
import type { BrandingImage } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { buttonClass } from '~/ui/Button'
import { cx } from '~/ui/classes'

type Props = {
  label: string
  hint: string
  value: string | null
  onChange: (value: string | null) => void
  error: string | undefined
}

const TYPES = 'image/png,image/jpeg,image/webp'
const MOST = 1024 * 1024

/** An image: uploaded, or an address that somebody gave over the API. What was just chosen is shown from here; the server has drawn it again. */
export function ImageField({ label, hint, value, onChange, error }: Props) {
  const { id } = useApplication()
  const field = useId()
  const [shown, setShown] = useState<{ url: string; local: string }>()
  const [tooLarge, setTooLarge] = useState(false)
  const upload = useWrite(
    async (file: File) => ({ file, kept: await call<BrandingImage>('POST', under(id, '/branding/images'), { body: file }) }),
    {
      stale: [],
      done: ({ file, kept }) => {
        if (shown !== undefined) URL.revokeObjectURL(shown.local)
        setShown({ url: kept.url, local: URL.createObjectURL(file) })
        onChange(kept.url)
      },
    },
  )
  const said = tooLarge ? 'Use an image of at most 1 MiB.' : upload.error === null ? error : words(upload.error)
  const local = shown !== undefined && shown.url === value ? shown.local : undefined
  return (
    <div className="grid gap-1.5">
      <span className="text-[13px] font-medium">{label}</span>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {local !== undefined && <img src={local} alt="" className="size-9 rounded-lg border border-line object-contain" />}
        <label
          htmlFor={field}
          className={cx(
            buttonClass(),
            'cursor-pointer focus-within:outline-2 focus-within:outline-link',
            upload.isPending && 'opacity-60',
          )}
        >
          {value === null ? 'Choose an image' : 'Another image'}
          <span className="sr-only"> for {label}</span>
          <input
            id={field}
            type="file"
            accept={TYPES}
            className="sr-only"
            disabled={upload.isPending}
            aria-describedby={`${field}-hint`}
            onChange={({ target }) => {
              const file = target.files?.[0]
              target.value = ''
              if (file === undefined) return
              setTooLarge(file.size > MOST)
              if (file.size <= MOST) upload.mutate(file)
            }}
          />
        </label>
        {value !== null && (
          <button type="button" className="text-[13px] text-muted hover:text-ink" onClick={() => onChange(null)}>
            Remove<span className="sr-only"> {label.toLowerCase()}</span>
          </button>
        )}
      </div>
      <div id={`${field}-hint`} className="text-[13px] text-muted">
        {value?.startsWith('https:') ? <bdi className="break-all">{value}</bdi> : hint}
      </div>
      {said !== undefined && (
        <p role="alert" className="text-[13px] text-wrong">
          {said}
        </p>
      )}
    </div>
  )
}
