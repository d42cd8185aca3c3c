import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

type After<O> = {
  /** Paths whose answers, and all below them, are stale now. */
  stale: QueryKey[]
  /** Waited for before anything is read again: whoever deleted what a page shows leaves the page first. */
  done?: (output: O) => unknown
}

/** A change on the server: what it makes stale is read again, whether it worked or not (a conflict shows what is there now). */
export function useWrite<I = void, O = unknown>(does: (input: I) => Promise<O>, { stale, done }: After<O>) {
  const client = useQueryClient()
  return useMutation<O, Error, I>({
    mutationFn: does,
    onSuccess: done ?? (() => undefined),
    onSettled: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
