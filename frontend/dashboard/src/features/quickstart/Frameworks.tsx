import { useMutation, useQueryClient } from '@tanstack/react-query'
import { cx } from '~/ui/classes'
import { Problem } from '~/ui/states'
import { ensureClient } from './client-of'
import { FRAMEWORKS, type Framework } from './frameworks'

type Props = { appId: string; isSmall?: boolean; onPicked: (framework: Framework) => void }

/** Which framework? The client it needs is made with the press. */
export function Frameworks({ appId, isSmall = false, onPicked }: Props) {
  const queries = useQueryClient()
  const pick = useMutation({
    mutationFn: (framework: Framework) => ensureClient(queries, appId, framework),
    onSuccess: (_client, framework) => onPicked(framework),
  })
  return (
    <>
      <Problem error={pick.error} />
      <ul className={cx('grid gap-3', isSmall ? 'grid-cols-2 gap-2 sm:grid-cols-4' : 'sm:grid-cols-2 lg:grid-cols-4')}>
        {FRAMEWORKS.map((framework) => (
          <li key={framework.id}>
            <button
              type="button"
              data-row=""
              disabled={pick.isPending}
              aria-busy={pick.isPending && pick.variables === framework ? true : undefined}
              onClick={() => pick.mutate(framework)}
              className={cx(
                'grid h-full w-full content-start gap-0.5 rounded-xl border border-line bg-raised text-start hover:border-edge hover:bg-hover disabled:opacity-60',
                isSmall ? 'px-3 py-2' : 'p-4',
              )}
            >
              <span className="font-semibold">{framework.name}</span>
              {!isSmall && <span className="text-muted">{framework.about}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
