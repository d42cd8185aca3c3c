import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { applications, currentSession } from '~/api/queries'
import { mails } from '~/features/mail/mails'
import { Button, IconButton } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Icon } from '~/ui/Icon'
import { Skeleton } from '~/ui/states'
import { Account } from './Account'
import { Rail } from './Rail'
import { Switcher } from './Switcher'
import { useShortcuts } from './shortcuts'

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })))
const MailDrawer = lazy(() => import('~/features/mail/MailDrawer').then(({ MailDrawer }) => ({ default: MailDrawer })))
const Shortcuts = lazy(() => import('./ShortcutList').then(({ ShortcutList }) => ({ default: ShortcutList })))

/** The rail, the bar and the page. */
export function Shell() {
  const session = useQuery(currentSession)
  const known = useQuery(applications).data
  const hasMails = useQuery(mails).data !== undefined
  const { slug } = useParams({ strict: false })
  const { pathname } = useLocation()
  const [open, setOpen] = useState<'menu' | 'palette' | 'keys' | 'mails' | undefined>()
  const close = () => setOpen(undefined)
  const name = known?.data.find((one) => one.slug === slug)?.name
  useShortcuts(slug, setOpen)
  useEffect(close, [pathname])
  if (session.data === undefined) {
    return (
      <main className="p-8">
        <h1 className="sr-only">Aero2</h1>
        <Skeleton />
      </main>
    )
  }
  return (
    <div className="grid min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:rounded-lg focus:bg-raised focus:p-2"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 hidden h-dvh flex-col gap-3 overflow-y-auto p-3 lg:flex">
        <Switcher slug={slug} />
        <Button variant="quiet" className="shrink-0 justify-between! text-muted!" onClick={() => setOpen('palette')}>
          <span className="flex items-center gap-2">
            <Icon name="search" /> Go to anything
          </span>
          <kbd className="font-mono text-xs">Ctrl K</kbd>
        </Button>
        <Rail slug={slug} />
        {hasMails && (
          <Button icon="mail" className="shrink-0" onClick={() => setOpen('mails')}>
            Mails
          </Button>
        )}
        <Account user={session.data.user} onKeys={() => setOpen('keys')} />
      </header>
      <div className="flex min-w-0 flex-col">
        <header className="flex items-center gap-2 border-b border-line bg-surface px-3 py-2 lg:hidden">
          <IconButton icon="menu" label="Open the menu" onClick={() => setOpen('menu')} />
          <Link to="/apps" className="flex-1 truncate font-semibold text-ink no-underline">
            {name ?? 'Aero2'}
          </Link>
          {hasMails && <IconButton icon="mail" label="Mails" onClick={() => setOpen('mails')} />}
          <IconButton icon="search" label="Go to anything" onClick={() => setOpen('palette')} />
        </header>
        <main id="main" className="min-w-0 flex-1 border-line bg-surface lg:my-2 lg:me-2 lg:rounded-2xl lg:border">
          <Outlet />
        </main>
      </div>
      {open === 'menu' && (
        <Dialog title="Aero2" onClose={close} side>
          <Switcher slug={slug} />
          <Rail slug={slug} />
          <Account user={session.data.user} onKeys={() => setOpen('keys')} />
        </Dialog>
      )}
      <Suspense>
        {open === 'palette' && <Palette slug={slug} onClose={close} />}
        {open === 'mails' && <MailDrawer onClose={close} />}
        {open === 'keys' && <Shortcuts onClose={close} />}
      </Suspense>
    </div>
  )
}
