import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApplication } from '~/features/common/application'
import { Page } from '~/ui/Page'
import { Problem } from '~/ui/states'
import { ensureClient } from './client-of'
import { FRAMEWORKS, type Framework } from './frameworks'

/** Which framework? The client it needs is made with the press. */
export function Picker() {
  const { id, slug } = useApplication()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const pick = useMutation({
    mutationFn: (framework: Framework) => ensureClient(queries, id, framework),
    onSuccess: (_client, framework) =>
      navigate({ to: '/apps/$slug/quickstart/$framework', params: { slug, framework: framework.id } }),
  })
  return (
    <Page title="Quickstart" sub="Pick what you build with. The client it needs is made, and the code comes with its real ids.">
      <Problem error={pick.error} />
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {FRAMEWORKS.map((framework) => (
          <li key={framework.id}>
            <button
              type="button"
              data-row=""
              disabled={pick.isPending}
              aria-busy={pick.isPending && pick.variables === framework ? true : undefined}
              onClick={() => pick.mutate(framework)}
              className="grid h-full w-full content-start gap-0.5 rounded-xl border border-line bg-raised p-4 text-start hover:border-edge hover:bg-hover disabled:opacity-60"
            >
              <span className="font-semibold">{framework.name}</span>
              <span className="text-muted">{framework.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  )
}
