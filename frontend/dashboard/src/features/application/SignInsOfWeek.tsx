import { useQuery } from '@tanstack/react-query'
import { countsOf, sum } from './counts'

/** How lively an application is. Says nothing where it is not known. */
export function SignInsOfWeek({ appId }: { appId: string }) {
  const { data } = useQuery(countsOf(appId, 7))
  if (data === undefined) return <span className="h-4" />
  const count = sum(data, 'sign_ins')
  return (
    <span>
      <strong className="text-sm font-semibold text-ink">{count}</strong> sign-in{count === 1 ? '' : 's'} in 7 days
    </span>
  )
}
