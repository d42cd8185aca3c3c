import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { applications } from '~/api/queries'
import { ApplicationContext } from '~/features/common/application'
import { buttonClass } from '~/ui/Button'
import { EmptyState, ErrorState, Notice, Skeleton } from '~/ui/states'

/** Finds the application of the address; everything below may use it. */
export function InApplication() {
  const { slug } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(applications)
  const found = data?.data.find((one) => one.slug === slug)
  if (found !== undefined) {
    return (
      <ApplicationContext value={found}>
        {found.status !== 'active' && (
          <div className="p-3 pb-0">
            <Notice tone="warn">
              {found.status === 'suspended'
                ? 'This application is suspended: nobody can sign in.'
                : 'This application is deleted. Restore it under Settings.'}
            </Notice>
          </div>
        )}
        <Outlet key={found.id} />
      </ApplicationContext>
    )
  }
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-4 p-8">
      <h1 className="sr-only">{slug}</h1>
      {data !== undefined ? (
        <EmptyState icon="search" title={`There is no application ${slug} in your teams`} actions={<Back />}>
          <p>It may belong to another account, or was deleted.</p>
        </EmptyState>
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton />
      )}
    </div>
  )
}

function Back() {
  return (
    <Link to="/apps" className={buttonClass()}>
      All applications
    </Link>
  )
}
