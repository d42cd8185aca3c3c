import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Letter } from '~/features/emails/Letter'
import { Button } from '~/ui/Button'
import { CopyButton } from '~/ui/Copy'
import { Dialog } from '~/ui/Dialog'
import { EmptyState, Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { codeOf, linksOf, type Mail, mails } from './mails'

const EVERY_MS = 2_000

/** What was mailed on this laptop, the newest first, looked at again while it is open. */
export function MailDrawer({ onClose }: { onClose: () => void }) {
  const found = useQuery({ ...mails, staleTime: 0, refetchInterval: EVERY_MS })
  return (
    <Dialog title="Mails of this laptop" onClose={onClose} side>
      <p className="text-[13px] text-muted">Nothing leaves the machine: what would be mailed is kept here.</p>
      <Loaded of={found}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon="mail" title="No mail yet">
              <p>Ask for a code on a sign-in page, and it appears here.</p>
            </EmptyState>
          ) : (
            <ol className="grid grid-cols-[minmax(0,1fr)] gap-3">
              {all.map((mail) => (
                <Item key={`${mail.at} ${mail.to} ${mail.subject}`} mail={mail} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <p role="status" className="sr-only">
        {found.data?.[0] !== undefined && `Newest: ${found.data[0].subject}, to ${found.data[0].to}`}
      </p>
    </Dialog>
  )
}

type Shown = 'html' | 'text' | undefined

function Item({ mail }: { mail: Mail }) {
  const [shown, setShown] = useState<Shown>()
  const code = codeOf(mail.text)
  const toggle = (what: Shown) => () => setShown(shown === what ? undefined : what)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-xl border border-line p-4">
      <div>
        <h3 dir="auto" className="font-medium break-words">
          {mail.subject}
        </h3>
        <p className="text-[13px] break-words text-muted">
          <bdi>{mail.to}</bdi>, <Time at={mail.at} />
        </p>
      </div>
      {code !== undefined && (
        <p className="flex items-center gap-2">
          <span className="font-mono text-xl tracking-widest">{code}</span>
          <CopyButton text={code} label="Copy code" />
        </p>
      )}
      {linksOf(mail.text).map((link) => (
        <a key={link} href={link} target="_blank" rel="noopener" className="text-[13px] break-all">
          {link}
        </a>
      ))}
      <div className="flex gap-2">
        <Button aria-expanded={shown === 'html'} onClick={toggle('html')}>
          As it looks
        </Button>
        <Button aria-expanded={shown === 'text'} onClick={toggle('text')}>
          Text
        </Button>
      </div>
      {shown === 'html' && (
        <div className="overflow-hidden rounded-lg border border-line">
          <Letter html={mail.html} />
        </div>
      )}
      {shown === 'text' && (
        <pre dir="auto" className="rounded-lg bg-sunken p-3 font-mono text-[13px] break-words whitespace-pre-wrap">
          {mail.text}
        </pre>
      )}
    </li>
  )
}
