import { type ReactNode, useState } from 'react'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Input } from './Field'
import { Problem } from './states'

type Props = {
  title: string
  /** What the button does, in its own words: "Delete acme-web". */
  action: string
  /** What follows, before the danger. */
  children: ReactNode
  onConfirm: () => void
  onClose: () => void
  busy?: boolean
  error?: unknown
  /** What has to be typed first. */
  typed?: string
}

export function Confirm({ title, action, children, onConfirm, onClose, busy = false, error, typed }: Props) {
  const [text, setText] = useState('')
  const isReady = typed === undefined || text === typed
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={busy} disabled={!isReady} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-muted">{children}</div>
      {typed !== undefined && (
        <Input label={`Type ${typed} to go on`} value={text} onChange={(event) => setText(event.target.value)} />
      )}
      <Problem error={error} />
    </Dialog>
  )
}
