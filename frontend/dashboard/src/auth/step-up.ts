/**
 * Proving oneself again (RFC 9470 in spirit): a call that needs a fresh sign-in waits here while a window shows `/step-up`, which leads back to the
 * callback page; that one tells every tab over a channel.
 */
const CHANNEL = 'aero2-step-up'
/** Where the window ends. */
export const PROVED = '/callback?proved=1'
export const PROOF_PAGE = `/step-up?return_to=${encodeURIComponent(PROVED)}`

type Listener = () => void
let waiting: ((proved: boolean) => void)[] = []
const listeners = new Set<Listener>()

function settle(proved: boolean): void {
  const released = waiting
  waiting = []
  for (const resolve of released) resolve(proved)
  for (const listener of listeners) listener()
}

/** Waits until the person has proved themself; `false` when they gave up. */
export function proveAgain(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve]
    for (const listener of listeners) listener()
  })
}

/** For the dialog that asks: whether a call waits. */
export const proof = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  isWanted: (): boolean => waiting.length > 0,
  giveUp: (): void => settle(false),
}

/** Called by the page that the proof ended at. */
export function announceProof(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('proved')
  channel.close()
}

/** Hears of a proof in another window, until the answer is called. */
export function hearProofs(): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = () => settle(true)
  return () => channel.close()
}
