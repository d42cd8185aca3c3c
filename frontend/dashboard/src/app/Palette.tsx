import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { applications } from '~/api/queries'
import type { Application } from '~/api/types'
import { Dialog } from '~/ui/Dialog'
import { inputClass } from '~/ui/Field'
import { matches } from './match'
import { GROUPS } from './nav'

type Command = { id: string; label: string; group: string; words: string; run: () => void }
const MOST = 12

/** What can be gone to and done from here. */
function useCommands(slug: string | undefined, onClose: () => void): Command[] {
  const navigate = useNavigate()
  const { data } = useQuery(applications)
  return useMemo(() => {
    const go = (to: string) => () => {
      onClose()
      void navigate({ to })
    }
    const current = data?.data.find((one) => one.slug === slug)
    const platform: Command[] = [
      { id: 'apps', label: 'All applications', group: 'Go to', words: '', run: go('/apps') },
      { id: 'new', label: 'New application', group: 'Do', words: 'create', run: go('/apps?new=1') },
      { id: 'team', label: 'Team', group: 'Go to', words: 'members invite roles developers', run: go('/team') },
      { id: 'tools', label: 'Tools: PKCE, JWT, discovery', group: 'Go to', words: 'inspector verifier', run: go('/tools') },
      { id: 'account', label: 'Your account', group: 'Go to', words: 'profile passkeys', run: () => location.assign('/account') },
    ]
    const others = (data?.data ?? []).filter((one) => one.slug !== slug)
    const apps = others.map((one) => ({
      id: one.id,
      label: one.name,
      group: 'Application',
      words: `${one.slug} ${one.id}`,
      run: go(`/apps/${one.slug}`),
    }))
    return [...(current === undefined ? [] : ofApplication(current, go, onClose)), ...apps, ...platform]
  }, [data, navigate, onClose, slug])
}

function ofApplication(app: Application, go: (to: string) => () => void, onClose: () => void): Command[] {
  const base = `/apps/${app.slug}`
  const copy = (text: string) => () => {
    void navigator.clipboard.writeText(text)
    onClose()
  }
  const places = GROUPS.flatMap(({ label: group, places }) =>
    places.map(({ to, label, words = '' }) => ({
      id: to,
      label,
      group: 'Go to',
      words: `${group} ${words}`,
      run: go(`${base}/${to}`),
    })),
  )
  return [
    { id: 'overview', label: 'Overview', group: 'Go to', words: 'home', run: go(base) },
    ...places,
    { id: 'new-client', label: 'Create client', group: 'Do', words: 'new oauth', run: go(`${base}/clients?new=1`) },
    { id: 'new-user', label: 'Create or invite a user', group: 'Do', words: 'new add', run: go(`${base}/users?new=1`) },
    { id: 'copy-issuer', label: 'Copy issuer', group: 'Do', words: app.issuer, run: copy(app.issuer) },
    { id: 'copy-id', label: 'Copy application id', group: 'Do', words: app.id, run: copy(app.id) },
  ]
}

export function Palette({ slug, onClose }: { slug: string | undefined; onClose: () => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const commands = useCommands(slug, onClose)
  const found = commands.filter(({ label, group, words }) => matches(text, `${label} ${group} ${words}`)).slice(0, MOST)
  const chosen = Math.min(at, found.length - 1)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(found.length, 1))
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + found.length) % Math.max(found.length, 1))
    else if (event.key === 'Enter') found[chosen]?.run()
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Go to anything" onClose={onClose}>
      <input
        data-focus=""
        type="text"
        role="combobox"
        aria-label="Go to anything"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[chosen] && `${list}-${found[chosen].id}`}
        placeholder="Users, create client, copy issuer…"
        className={inputClass}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
      />
      <div id={list} role="listbox" aria-label="Results" className="grid min-h-72 content-start gap-px">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
          <div
            key={one.id}
            id={`${list}-${one.id}`}
            role="option"
            aria-selected={index === chosen}
            onClick={one.run}
            onPointerMove={() => setAt(index)}
            className="flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-lg px-3 aria-selected:bg-link-bg"
          >
            <span className="truncate">{one.label}</span>
            <span className="text-xs text-muted">{one.group}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="-mt-72 px-3 text-muted">Nothing is called that.</p>}
    </Dialog>
  )
}
