import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button, buttonClass } from '~/ui/Button'
import { EmptyState } from '~/ui/states'

/** A page that broke: a chunk that is gone after a deployment, or a fault of ours. */
export function Failed({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : ''
  const isStale = /dynamically imported module|Failed to fetch/i.test(message)
  useEffect(() => {
    if (!isStale || sessionStorage.getItem('aero2-reloaded') === location.href) return
    sessionStorage.setItem('aero2-reloaded', location.href)
    location.reload()
  }, [isStale])
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center p-4">
      <EmptyState
        icon="warn"
        title="Something failed on our side"
        actions={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        <p>Nothing was changed. {isStale ? 'There is a newer version of the dashboard.' : message}</p>
      </EmptyState>
    </main>
  )
}

export function Nowhere() {
  return (
    <div className="mx-auto grid min-h-[60dvh] w-full max-w-lg content-center p-4">
      <EmptyState
        icon="search"
        title="There is no such page"
        actions={
          <Link to="/apps" className={buttonClass()}>
            Applications
          </Link>
        }
      >
        <p>The address may be of something that was deleted.</p>
      </EmptyState>
    </div>
  )
}
