import type { User, UserAction } from '~/api/types'

/** What an action is called: as a button, while it goes on, and when it is done. */
export const ACTIONS: Record<UserAction, { button: string; going: string; done: string; back?: UserAction }> = {
  disable: { button: 'Disable', going: 'Disabling', done: 'disabled', back: 'enable' },
  enable: { button: 'Enable', going: 'Enabling', done: 'enabled', back: 'disable' },
  delete: { button: 'Delete', going: 'Deleting', done: 'being deleted', back: 'restore' },
  restore: { button: 'Restore', going: 'Restoring', done: 'restored' },
  add_role: { button: 'Give a role', going: 'Giving the role', done: 'given the role', back: 'remove_role' },
  remove_role: { button: 'Take a role', going: 'Taking the role', done: 'without the role', back: 'add_role' },
  end_sessions: { button: 'End sessions', going: 'Ending sessions', done: 'signed out' },
}

/** Whom an action changes: only they are changed back by Undo. */
export function changedBy(action: UserAction, users: User[], roleId?: string): User[] {
  const has = ({ roles }: User) => roleId !== undefined && roles.includes(roleId)
  const is: Record<UserAction, (user: User) => boolean> = {
    disable: ({ status }) => status === 'active' || status === 'pending',
    enable: ({ status }) => status === 'disabled',
    delete: ({ status }) => status !== 'deletion_scheduled',
    restore: ({ status }) => status === 'deletion_scheduled',
    add_role: (user) => !has(user),
    remove_role: has,
    end_sessions: () => true,
  }
  return users.filter(is[action])
}

export const people = (count: number) => `${count} ${count === 1 ? 'user' : 'users'}`
