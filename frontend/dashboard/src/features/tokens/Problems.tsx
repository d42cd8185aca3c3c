import { claimProblems } from './draft'

/** What is wrong with claims, each with its place. */
export function Problems({ error }: { error: unknown }) {
  const found = claimProblems(error)
  if (found.length === 0) return null
  return (
    <div role="alert" className="rounded-lg bg-wrong-bg px-3.5 py-2.5 text-[13px] text-wrong">
      <ul className="grid gap-1.5">
        {found.map(({ at, detail }) => (
          <li key={`${at} ${detail}`} className="min-w-0 break-words">
            {at !== '' && <code className="me-1.5 font-mono font-semibold">{at}</code>}
            {detail}
          </li>
        ))}
      </ul>
    </div>
  )
}
