import * as v from 'valibot'
import { type UserSearch, userSearch } from '~/app/search'

const saved = v.array(v.object({ name: v.string(), search: userSearch }))
export type SavedView = v.InferOutput<typeof saved>[number]

const place = (slug: string) => `aero2-views-users-${slug}`
/** More are no help. */
const MOST = 20

/** The views of an application that this browser keeps; what cannot be read is as if it were not there. */
export function savedViews(slug: string): SavedView[] {
  try {
    const read = v.safeParse(saved, JSON.parse(localStorage.getItem(place(slug)) ?? '[]'))
    return read.success ? read.output : []
  } catch {
    return []
  }
}

function keep(slug: string, views: SavedView[]): SavedView[] {
  localStorage.setItem(place(slug), JSON.stringify(views))
  return views
}

/** Keeps what is shown under a name, in place of what had it; not where in the list one is. */
export function keepView(slug: string, name: string, { cursor: _at, job: _job, new: _new, ...search }: UserSearch): SavedView[] {
  const others = savedViews(slug).filter((view) => view.name !== name)
  return keep(slug, [...others, { name, search }].slice(-MOST))
}

export function removeView(slug: string, name: string): SavedView[] {
  return keep(
    slug,
    savedViews(slug).filter((view) => view.name !== name),
  )
}
