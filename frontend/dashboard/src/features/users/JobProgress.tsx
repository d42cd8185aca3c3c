import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '~/api/client'
import { words } from '~/api/error'
import { keyOf, reading, under } from '~/api/queries'
import type { Job } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button, IconButton } from '~/ui/Button'
import { toast } from '~/ui/toast'
import { ACTIONS, people } from './bulk'

const POLL_MS = 1_000

export function isOver({ status }: Job): boolean {
  return status !== 'queued' && status !== 'running'
}

function said(job: Job): string {
  const { going, done } = ACTIONS[job.action]
  const vain = job.failed === 0 ? '' : `; ${job.failed} could not be`
  switch (job.status) {
    case 'queued':
      return `${going}: waits for the bulk action before it.`
    case 'running':
      return `${going}: ${job.done + job.failed}${job.total === null ? ' so far' : ` of ${job.total}`}…`
    case 'cancelled':
      return `Stopped. ${people(job.done)} ${done} before that${vain}.`
    case 'failed':
      return job.done === 0 ? 'Nobody could be changed.' : `It took too long. ${people(job.done)} ${done}${vain}.`
    case 'succeeded':
      return `${people(job.done)} ${done}${vain}.`
  }
}

type Props = { jobId: string; onUndo: (() => void) | undefined; onClose: () => void }

/** How far a bulk action is; Undo where it can be taken back. */
export function JobProgress({ jobId, onUndo, onClose }: Props) {
  const { id: app, slug } = useApplication()
  const client = useQueryClient()
  const path = under(app, `/jobs/${jobId}`)
  const found = useQuery({
    ...reading<Job>(path),
    refetchInterval: ({ state }) => (state.data === undefined || isOver(state.data) ? false : POLL_MS),
  })
  const stop = useWrite(() => call<Job>('DELETE', path), { stale: [keyOf(path)] })
  const job = found.data
  const passed = job === undefined ? 0 : job.done + job.failed
  // Whom it came to shows in the list, also while it goes on.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: keyOf(under(app, '/users')) })
  }, [client, app, passed, job?.status])
  if (found.isError) return null
  const over = job !== undefined && isOver(job)
  return (
    <section aria-label="Bulk action" className="grid gap-2 rounded-xl border border-line bg-raised px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="min-w-0 flex-1">
          {job === undefined ? 'Asking how far it is…' : said(job)}
        </p>
        {job !== undefined && !over && (
          <Button busy={stop.isPending} onClick={() => stop.mutate(undefined, { onError: (error) => toast(words(error)) })}>
            Stop
          </Button>
        )}
        {over && onUndo !== undefined && job.done > 0 && <Button onClick={onUndo}>Undo</Button>}
        {over && <IconButton icon="close" label="Dismiss" onClick={onClose} />}
      </div>
      {job !== undefined && !over && (
        <progress
          aria-label="Progress"
          className="h-1.5 w-full overflow-hidden rounded-full accent-brand"
          {...(job.total === null ? {} : { value: passed, max: Math.max(job.total, 1) })}
        />
      )}
      {job !== undefined && job.errors.length > 0 && (
        <ul className="grid gap-1 text-[13px] text-muted">
          {job.errors.map(({ user_id, detail }) => (
            <li key={user_id} className="break-words">
              <Link to="/apps/$slug/users/$userId" params={{ slug, userId: user_id }} search={{}} className="font-mono text-xs">
                {user_id}
              </Link>
              : {detail}
            </li>
          ))}
          {job.failed > job.errors.length && <li>and {job.failed - job.errors.length} more</li>}
        </ul>
      )}
    </section>
  )
}
