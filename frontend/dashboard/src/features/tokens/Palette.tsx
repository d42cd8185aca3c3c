import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Page as List, Placeholder } from '~/api/types'
import { useApplication } from '~/features/common/application'

const GROUPS = [
  ['user', 'Person'],
  ['client', 'Client'],
  ['session', 'Session'],
  ['org', 'Active organization'],
] as const

/** Everything a claim may be filled with. */
export function Palette({ onChoose }: { onChoose: (name: string) => void }) {
  const { id } = useApplication()
  const all = useQuery({ ...reading<List<Placeholder>>(under(id, '/jwt-templates/placeholders')), staleTime: 3_600_000 })
  const within = (group: string) => (all.data?.data ?? []).filter(({ name }) => name.startsWith(`${group}.`))
  return (
    <div className="grid gap-2.5">
      <div>
        <p className="text-[13px] font-medium">Placeholders</p>
        <p className="text-[13px] text-muted">
          Each is a whole value and keeps its type; what is not known is left out. A press puts one where the cursor is.
        </p>
      </div>
      {GROUPS.map(([group, title]) => (
        <div key={group} className="grid gap-1.5">
          <p className="text-xs text-muted">{title}</p>
          <ul className="flex flex-wrap gap-1.5">
            {within(group).map(({ name, type, description }) => (
              <li key={name}>
                <button
                  type="button"
                  title={`${description} (${type})`}
                  className="rounded-full border border-line bg-sunken px-2.5 py-1 font-mono text-xs hover:border-edge"
                  onClick={() => onChoose(name)}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
