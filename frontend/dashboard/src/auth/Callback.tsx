import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button } from '~/ui/Button'
import { EmptyState, Skeleton } from '~/ui/states'
import { finishSignIn, startSignIn } from './sign-in'
import { announceProof } from './step-up'

let finished: Promise<string> | undefined
/** The answer is taken once, however often the page is drawn. */
function finish(query: URLSearchParams): Promise<string> {
  finished ??= finishSignIn(query)
  return finished
}

/** Where a sign-in, or a proof in another tab, ends. */
export function Callback() {
  const [problem, setProblem] = useState<string>()
  const [isProof] = useState(() => new URLSearchParams(location.search).has('proved'))
  const navigate = useNavigate()
  useEffect(() => {
    if (isProof) {
      announceProof()
      close()
      return
    }
    finish(new URLSearchParams(location.search)).then(
      (to) => navigate({ to, replace: true }),
      (error: unknown) => setProblem(error instanceof Error ? error.message : 'The sign-in failed.'),
    )
  }, [navigate, isProof])
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center p-4">
      <h1 className="sr-only">Signing in</h1>
      {isProof ? (
        <EmptyState icon="check" title="It is you">
          <p>The other tab goes on by itself. This one can be closed.</p>
        </EmptyState>
      ) : problem === undefined ? (
        <Skeleton rows={3} />
      ) : (
        <EmptyState
          icon="warn"
          title="The sign-in did not finish"
          actions={
            <Button variant="primary" onClick={() => void startSignIn('/apps')}>
              Sign in again
            </Button>
          }
        >
          <p>{problem}</p>
        </EmptyState>
      )}
    </main>
  )
}
