import { keyOf, under } from '~/api/queries'

/** A user's own path, and what a change to them makes stale: the lists above it, and everything below it. */
export function userPaths(appId: string, userId: string) {
  const path = under(appId, `/users/${userId}`)
  return { path, stale: [keyOf(under(appId, '/users')), keyOf(under(appId, '/adoption'))] }
}
