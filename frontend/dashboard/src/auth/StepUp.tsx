import { useEffect, useSyncExternalStore } from 'react'
import { Button, buttonClass } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { hearProofs, PROOF_PAGE, proof } from './step-up'

/** Asks for a fresh proof while a call waits for one. */
export function StepUp() {
  const isWanted = useSyncExternalStore(proof.subscribe, proof.isWanted)
  useEffect(hearProofs, [])
  if (!isWanted) return null
  return (
    <Dialog
      title="Confirm that it is you"
      onClose={proof.giveUp}
      footer={
        <>
          <Button onClick={proof.giveUp}>Cancel</Button>
          <a className={buttonClass('primary')} href={PROOF_PAGE} target="_blank" rel="noopener">
            Confirm in a new tab
          </a>
        </>
      }
    >
      <p className="text-muted">
        Your sign-in is too old for this. Confirm it with your passkey, app or password in a new tab; this page then goes on by
        itself. Nothing was changed yet.
      </p>
    </Dialog>
  )
}
