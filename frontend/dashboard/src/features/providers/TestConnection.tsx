import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Provider, ProviderTest } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button, buttonClass } from '~/ui/Button'
import { Card, Section } from '~/ui/Page'
import { Problem } from '~/ui/states'
import { moment } from '~/ui/time'

/** A link for a browser: blocked popups make it two presses, and it can be opened where the person at the provider is signed in. */
export function TestConnection({ provider }: { provider: Provider }) {
  const { id } = useApplication()
  const make = useWrite(() => call<ProviderTest>('POST', under(id, `/idps/${provider.id}/test`)), {
    stale: [keyOf(under(id, '/audit'))],
  })
  return (
    <Section title="Test connection" sub="Sign in there as yourself, and see what arrives here. Nobody is signed in or made.">
      <Card className="flex flex-wrap items-center gap-3">
        {make.data === undefined ? (
          <Button icon="play" busy={make.isPending} onClick={() => make.mutate()}>
            Make a test link
          </Button>
        ) : (
          <>
            <a href={make.data.url} target="_blank" rel="noreferrer" className={buttonClass('primary')}>
              Test {provider.display_name}
            </a>
            <span className="text-[13px] text-muted">Works until {moment(make.data.expires_at)}</span>
          </>
        )}
        <Problem error={make.error} />
      </Card>
    </Section>
  )
}
