import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StepUp } from '~/auth/StepUp'
import { Toasts } from '~/ui/toast'
import { queryClient } from './query-client'
import { router } from './router'

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <StepUp />
      <Toasts />
    </QueryClientProvider>
  )
}
