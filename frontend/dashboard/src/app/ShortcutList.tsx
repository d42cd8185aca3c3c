import { useState } from 'react'
import { Dialog } from '~/ui/Dialog'
import { Switch } from '~/ui/Field'
import { areOn, turn } from './shortcuts'

const KEYS: [string, string][] = [
  ['Ctrl K', 'Go to anything'],
  ['/', 'Search this list'],
  ['J  K', 'Next row, previous row'],
  ['Enter', 'Open the row'],
  ['G O', 'Overview'],
  ['G U', 'Users'],
  ['G C', 'Clients'],
  ['G A', 'Audit log'],
  ['G K', 'API keys'],
  ['G R', 'Roles'],
  ['?', 'This list'],
]

export function ShortcutList({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(areOn)
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[1fr_auto] gap-y-2">
        {KEYS.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>{does}</dt>
            <dd>
              <kbd className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs">{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Single-key shortcuts"
        hint="Ctrl K always works."
        checked={isOn}
        onSwitch={(wanted) => {
          turn(wanted)
          setOn(wanted)
        }}
      />
    </Dialog>
  )
}
