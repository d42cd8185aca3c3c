import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '~/api/client'
import { keyOf, withParams } from '~/api/queries'
import type { Page } from '~/api/types'

const SIZE = 50
/** After a change a list is read again this far; what was below comes back by scrolling. Nobody asks for a thousand pages because one row changed. */
export const READ_AGAIN = 10
const FRESH_MS = 15_000

/** `first` is what the call behind the list answered. */
type Joined<T> = Page<T> & { first: Page<T> | undefined }

/** Pages as one list: what was looked at is added up, and the rest is as the last of them says. */
export function joined<T>({ pages }: InfiniteData<Page<T>>): Joined<T> {
  const last = pages.at(-1)
  const looked = pages.flatMap(({ examined }) => (examined === undefined ? [] : [examined]))
  return {
    ...last,
    first: pages[0],
    next_cursor: last?.next_cursor ?? null,
    data: pages.length === 1 && last !== undefined ? last.data : pages.flatMap(({ data }) => data),
    ...(looked.length > 0 && { examined: looked.reduce((sum, one) => sum + one, 0) }),
  }
}

type Params = Record<string, string | number | undefined>

/** How a list goes on. `isGoing`: somebody asked for more once, and now it comes as they scroll. */
export type More = { load: () => void; isThere: boolean; isGoing: boolean; isLoading: boolean; error: Error | null }

/** A list that begins where the address says, and grows at its end. */
export function usePages<T>(path: string, { cursor, ...params }: Params, refetchInterval: number | false = false) {
  const goesOn = useRef(false)
  const key = [...keyOf(withParams(path, params)), 'pages', cursor ?? '']
  const [going, setGoing] = useState<string>()
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      call<Page<T>>('GET', withParams(path, { ...params, cursor: pageParam, limit: SIZE }), { signal }),
    initialPageParam: cursor as string | undefined,
    getNextPageParam: ({ next_cursor }, all) => (!goesOn.current && all.length >= READ_AGAIN ? null : next_cursor),
    select: joined<T>,
    placeholderData: (before) => before,
    refetchInterval,
    // Somebody in the middle of a long list keeps it until something changes.
    staleTime: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? Number.POSITIVE_INFINITY : FRESH_MS),
  })
  const name = key.join(' ')
  const more: More = {
    load: () => {
      setGoing(name)
      goesOn.current = true
      void list.fetchNextPage({ cancelRefetch: false }).finally(() => {
        goesOn.current = false
      })
    },
    isThere: list.data !== undefined && list.data.next_cursor !== null,
    isGoing: going === name,
    isLoading: list.isFetching,
    error: list.isFetchNextPageError ? list.error : null,
  }
  return { list, more }
}
