import type { JwtTemplateDetail } from '~/api/types'
import { Section } from '~/ui/Page'
import { Time } from '~/ui/Time'
import { type Draft, draftOf } from './draft'

/** What it said before: taken back by saving it again. */
export function Versions({ template, onChoose }: { template: JwtTemplateDetail; onChoose: (draft: Draft) => void }) {
  if (template.versions.length === 0) return null
  return (
    <Section title="Earlier versions" sub="Taken into the editor, not saved yet.">
      <ul className="rounded-xl border border-line bg-raised">
        {template.versions.map((one) => (
          <li key={one.version} className="flex items-center justify-between gap-3 border-line px-4 py-2 not-first:border-t">
            <span className="min-w-0">
              <span className="block truncate">
                {one.version}. {one.name}
              </span>
              <code className="block truncate text-xs text-muted">{Object.keys(one.claims).join(', ')}</code>
            </span>
            <span className="flex shrink-0 items-center gap-3 text-[13px] text-muted">
              <Time at={one.updated_at} />
              <button
                type="button"
                className="font-medium text-link"
                aria-label={`Take version ${one.version}`}
                onClick={() => onChoose(draftOf(one))}
              >
                Take
              </button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
