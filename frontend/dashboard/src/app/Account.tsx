import { useState } from 'react'
import type { SessionAnswer } from '~/api/types'
import { chooseTheme, type Theme, theme } from '~/theme/theme'
import { Avatar } from '~/ui/Badge'
import { IconButton } from '~/ui/Button'
import { cx } from '~/ui/classes'
import { Icon, type IconName } from '~/ui/Icon'

const THEMES: [Theme, IconName, string][] = [
  ['system', 'screen', 'As the system'],
  ['light', 'sun', 'Light'],
  ['dark', 'moon', 'Dark'],
]

/** Who is signed in, the theme, and the way out. */
export function Account({ user, onKeys }: { user: SessionAnswer['user']; onKeys: () => void }) {
  return (
    <div className="mt-auto grid grid-cols-[minmax(0,1fr)] gap-1 border-t border-line pt-3">
      <div className="flex items-center justify-between px-1">
        <ThemeChoice />
        <IconButton icon="keyboard" label="Keyboard shortcuts" onClick={onKeys} />
      </div>
      <div className="flex items-center gap-1">
        <a
          href="/account"
          className="flex min-w-0 flex-1 items-center gap-2.5 rounded-lg p-1.5 text-ink no-underline hover:bg-hover"
        >
          <Avatar name={user.name ?? user.email ?? '?'} />
          <span className="min-w-0">
            <span className="block truncate text-[13px] font-medium">{user.name ?? user.email}</span>
            <span className="block truncate text-xs text-muted">{user.name === null ? 'Your account' : user.email}</span>
          </span>
        </a>
        <a
          href="/logout"
          aria-label="Sign out"
          title="Sign out"
          className="grid size-8 place-items-center rounded-lg text-muted hover:bg-hover hover:text-ink"
        >
          <Icon name="logout" />
        </a>
      </div>
    </div>
  )
}

function ThemeChoice() {
  const [chosen, setChosen] = useState(theme)
  return (
    <fieldset className="flex rounded-lg border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEMES.map(([value, icon, label]) => (
        <label
          key={value}
          title={label}
          className={cx(
            'grid size-6.5 cursor-pointer place-items-center rounded-md text-muted has-focus-visible:outline-2 has-focus-visible:outline-link',
            chosen === value ? 'bg-hover text-ink' : 'hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={chosen === value}
            onChange={() => {
              chooseTheme(value)
              setChosen(value)
            }}
          />
          <Icon name={icon} className="size-3.5" />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
