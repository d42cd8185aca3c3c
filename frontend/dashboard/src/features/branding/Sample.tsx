import type { CSSProperties } from 'react'
import type { Branding } from '~/api/types'
import { inkOn, parse } from './contrast'

/** The sign-in page as these values make it; a drawing, not the page itself. */
export function Sample({ branding, name }: { branding: Branding; name: string }) {
  const { primary_color, background_color } = branding
  const brand = primary_color !== null && parse(primary_color) !== undefined ? primary_color : '#3b5bdb'
  const page = background_color !== null && parse(background_color) !== undefined ? background_color : undefined
  const around: CSSProperties = page === undefined ? {} : { background: page, color: inkOn(page) }
  const button: CSSProperties = { background: brand, color: inkOn(brand) }
  return (
    <figure className="grid content-start gap-2">
      <div
        aria-hidden="true"
        style={around}
        className="grid justify-items-center gap-4 rounded-xl border border-line bg-bg px-4 py-10"
      >
        <span className="flex items-center gap-2.5 font-semibold">
          <span style={button} className="grid size-9 place-items-center rounded-[10px] text-base font-bold">
            {[...name][0]?.toUpperCase()}
          </span>
          {name}
        </span>
        <div className="grid w-full max-w-80 gap-4 rounded-2xl border border-line bg-surface p-6 text-ink">
          <p className="text-lg font-semibold">Sign in to {name}</p>
          <span className="grid gap-1.5">
            <span className="text-[13px] font-medium">E-mail</span>
            <span className="h-10 rounded-xl border border-edge bg-field" />
          </span>
          <span style={button} className="grid h-10 place-items-center rounded-xl font-semibold">
            Continue
          </span>
        </div>
      </div>
      <figcaption className="text-[13px] text-muted">
        A drawing of the sign-in page in your theme. A logo is shown on the real page.
      </figcaption>
    </figure>
  )
}
