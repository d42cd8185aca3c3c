import { useState } from 'react'

/**
 * What a control that changes something at once shows: what was asked for until that has settled, then what holds. Without it the control falls back
 * for the moment between the click and the first answer, because a mutation begins after the event.
 */
export function useAsked<T>(holds: T, ask: (value: T) => unknown): [T, (value: T) => void] {
  const [asked, setAsked] = useState<{ value: T }>()
  const change = (value: T) => {
    const mine = { value }
    setAsked(mine)
    // What failed is said by whoever asked; here it has only settled. A later wish outlives an earlier one.
    const settled = () => setAsked((current) => (current === mine ? undefined : current))
    Promise.resolve(ask(value)).then(settled, settled)
  }
  return [asked === undefined ? holds : asked.value, change]
}
