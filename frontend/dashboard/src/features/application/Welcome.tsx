import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { applications } from '~/api/queries'
import type { NewApplication as Made } from '~/api/types'
import { Card, Page } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { KeysOnce, NameIt } from './NewApplication'

const STEPS: [string, string][] = [
  ['Name your application', 'Keys, a host and a sign-in page are made at once.'],
  ['Pick a framework', 'The code comes with your real ids; nothing to fill in.'],
  ['Run it and sign in', 'This page turns green when the first person is in.'],
]

/** The first run: one field. */
export function Welcome() {
  const found = useQuery(applications)
  const [made, setMade] = useState<Made>()
  return (
    <Page title="Welcome to Aero2" sub="From here to your first sign-in it takes about a minute.">
      <Loaded of={found}>
        {({ data }) =>
          data.length > 0 && made === undefined ? (
            <Navigate to="/apps" replace />
          ) : (
            <>
              <ol className="grid gap-3 sm:grid-cols-3">
                {STEPS.map(([title, text], at) => (
                  <li key={title} className="grid content-start gap-1 rounded-xl border border-line bg-raised p-4">
                    <span className="mb-2 grid size-6 place-items-center rounded-full bg-link-bg text-xs font-semibold text-link">
                      {at + 1}
                    </span>
                    <strong className="font-semibold">{title}</strong>
                    <span className="text-muted">{text}</span>
                  </li>
                ))}
              </ol>
              <Card>
                <div className="max-w-sm">
                  <NameIt onMade={setMade} />
                </div>
              </Card>
            </>
          )
        }
      </Loaded>
      {made !== undefined && <KeysOnce made={made} />}
    </Page>
  )
}
