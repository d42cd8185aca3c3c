import { useState } from 'react'
import { Button } from './Button'
import { CopyButton } from './Copy'
import { Notice } from './states'

export type Once = { label: string; value: string; isSecret: boolean }

/** What is shown this once: masked until asked, copied whole, and gone after "I stored it". */
export function SecretOnce({ values, onStored }: { values: Once[]; onStored: () => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Notice tone="warn">
        {values.some(({ isSecret }) => isSecret)
          ? 'The secret is shown this once. Store it now; later you see its last characters only.'
          : 'Copy it now.'}
      </Notice>
      {values.map((one) => (
        <Value key={one.label} {...one} />
      ))}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="primary" icon="check" onClick={onStored}>
          I stored it
        </Button>
      </div>
    </div>
  )
}

function Value({ label, value, isSecret }: Once) {
  const [isShown, setShown] = useState(!isSecret)
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
      <p className="text-[13px] font-medium">{label}</p>
      <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken py-1 ps-3 pe-1">
        <code className="min-w-0 flex-1 truncate font-mono text-[12.5px]">
          {isShown ? value : `${value.slice(0, 12)}${'•'.repeat(20)}`}
        </code>
        {isSecret && (
          <Button variant="plain" className="h-7 px-2 text-xs max-sm:h-9" onClick={() => setShown(!isShown)}>
            {isShown ? 'Hide' : 'Reveal'}
          </Button>
        )}
        <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  )
}
