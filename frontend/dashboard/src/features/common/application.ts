import { createContext, use } from 'react'
import type { Application } from '~/api/types'

export const ApplicationContext = createContext<Application | undefined>(undefined)

/** The application that this screen is about. */
export function useApplication(): Application {
  const application = use(ApplicationContext)
  if (application === undefined) throw new Error('This screen belongs below /apps/$slug.')
  return application
}
