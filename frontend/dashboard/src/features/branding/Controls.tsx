import { fieldError } from '~/api/error'
import type { Branding } from '~/api/types'
import { Select } from '~/ui/Field'
import { ColorField } from './ColorField'
import { ImageField } from './ImageField'
import { onCard } from './look'

type Props = { look: Branding; onChange: (part: Partial<Branding>) => void; error: Error | null }

const CORNERS: [Branding['corner'], string][] = [
  ['none', 'Square'],
  ['small', 'A little round'],
  ['medium', 'Round'],
  ['full', 'Pills'],
]

export function Controls({ look, onChange, error }: Props) {
  return (
    <>
      <ColorField
        label="Buttons"
        fallback="#3b5bdb"
        value={look.primary_color}
        warning={onCard(look.primary_color, 'light')}
        onChange={(primary_color) => onChange({ primary_color })}
        error={fieldError(error, 'primary_color')}
      />
      <ColorField
        label="Buttons, dark"
        fallback={look.primary_color ?? '#3b5bdb'}
        value={look.primary_color_dark}
        warning={onCard(look.primary_color_dark ?? look.primary_color, 'dark')}
        onChange={(primary_color_dark) => onChange({ primary_color_dark })}
        error={fieldError(error, 'primary_color_dark')}
      />
      <ColorField
        label="Background"
        fallback="#f6f7f9"
        value={look.background_color}
        onChange={(background_color) => onChange({ background_color })}
        error={fieldError(error, 'background_color')}
      />
      <ColorField
        label="Background, dark"
        fallback={look.background_color ?? '#0f1115'}
        value={look.background_color_dark}
        onChange={(background_color_dark) => onChange({ background_color_dark })}
        error={fieldError(error, 'background_color_dark')}
      />
      <Select
        label="Corners"
        value={look.corner}
        onChange={({ target }) => {
          const chosen = CORNERS.find(([corner]) => corner === target.value)
          if (chosen !== undefined) onChange({ corner: chosen[0] })
        }}
      >
        {CORNERS.map(([corner, words]) => (
          <option key={corner} value={corner}>
            {words}
          </option>
        ))}
      </Select>
      <ImageField
        label="Logo"
        hint="Without one, the first letter of the name is shown."
        value={look.logo_url}
        onChange={(logo_url) => onChange({ logo_url })}
        error={fieldError(error, 'logo_url')}
      />
      <ImageField
        label="Logo, dark"
        hint="Where the reader’s screen is dark; otherwise the same logo."
        value={look.logo_dark_url}
        onChange={(logo_dark_url) => onChange({ logo_dark_url })}
        error={fieldError(error, 'logo_dark_url')}
      />
      <ImageField
        label="Icon"
        hint="In the tab of the browser."
        value={look.favicon_url}
        onChange={(favicon_url) => onChange({ favicon_url })}
        error={fieldError(error, 'favicon_url')}
      />
    </>
  )
}
