import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { Branding, Domain, Page } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { clientsOf } from '~/features/quickstart/client-of'
import { cx } from '~/ui/classes'
import { Icon } from '~/ui/Icon'
import { Section } from '~/ui/Page'
import { countsOf, sum } from './counts'

type Step = { label: string; isDone: boolean | undefined; to: string }

/** What is left until people can use it; gone when nothing is. */
export function Checklist() {
  const { id, slug } = useApplication()
  const clients = useQuery(clientsOf(id)).data
  const counts = useQuery(countsOf(id, 30)).data
  const branding = useQuery(reading<Branding>(under(id, '/branding'))).data
  const domains = useQuery(reading<Page<Domain>>(under(id, '/domains'))).data
  const steps: Step[] = [
    { label: 'Create a client', isDone: clients && clients.data.length > 0, to: 'quickstart' },
    { label: 'First sign-in', isDone: counts && sum(counts, 'sign_ins') > 0, to: 'quickstart' },
    {
      label: 'Your colours and logo',
      isDone: branding && (branding.primary_color !== null || branding.logo_url !== null),
      to: 'branding',
    },
    { label: 'A host of your own', isDone: domains?.data.some(({ state }) => state === 'active'), to: 'domains' },
  ]
  if (steps.every(({ isDone }) => isDone === true || isDone === undefined)) return null
  return (
    <Section title="Next steps">
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ label, isDone, to }) => (
          <li key={label}>
            <Link
              to={`/apps/$slug/${to}` as '/apps/$slug'}
              params={{ slug }}
              className="flex min-h-11 items-center gap-2.5 rounded-xl border border-line bg-raised px-3.5 text-ink no-underline hover:bg-hover"
            >
              <span
                className={cx(
                  'grid size-5 place-items-center rounded-full border',
                  isDone ? 'border-transparent bg-good-bg text-good' : 'border-dashed border-edge',
                )}
              >
                {isDone && <Icon name="check" className="size-3" />}
              </span>
              <span className={cx(isDone === true && 'text-muted line-through decoration-1')}>{label}</span>
              {isDone && <span className="sr-only">done</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
