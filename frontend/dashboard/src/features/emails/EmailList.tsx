import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { Page as List, Template } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { rowLink } from '~/features/common/row-link'
import { useSettings } from '~/features/common/settings'
import { Badge } from '~/ui/Badge'
import { Select } from '~/ui/Field'
import { Page } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { KINDS, kindName, localeName } from './kinds'

const route = getRouteApi('/inside/apps/$slug/emails')

export function EmailList() {
  const { id, slug } = useApplication()
  const settings = useSettings().data
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(reading<List<Template>>(under(id, '/email-templates')))
  const locale = search.locale ?? settings?.default_locale ?? 'en'
  const order = Object.keys(KINDS)
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return (
    <Page
      title="E-mails"
      sub="The words of every mail. What you leave alone stays as it is shipped."
      actions={<Inspect path="/api/email-templates" value={found.data} />}
    >
      <Loaded of={found} needs="templates:read" rows={8}>
        {({ data }) => (
          <>
            <Select
              label="Language"
              className="max-w-60"
              value={locale}
              onChange={({ target }) => void navigate({ search: { locale: target.value }, replace: true })}
            >
              {[...new Set(data.map((one) => one.locale))].map((one) => (
                <option key={one} value={one}>
                  {localeName(one)}
                </option>
              ))}
            </Select>
            <Table
              label="E-mails"
              rows={data.filter((one) => one.locale === locale).sort((one, other) => place(one.kind) - place(other.kind))}
              id={({ kind }) => kind}
              columns={[
                {
                  head: 'Mail',
                  cell: ({ kind }) => (
                    <Link
                      data-row=""
                      to="/apps/$slug/emails/$kind/$locale"
                      params={{ slug, kind, locale }}
                      className={`${rowLink} block truncate`}
                    >
                      {kindName(kind)}
                    </Link>
                  ),
                },
                {
                  head: 'Subject',
                  wide: true,
                  className: 'w-1/2',
                  cell: ({ subject }) => (
                    <span lang={locale} dir="auto" className="block truncate text-muted">
                      {subject}
                    </span>
                  ),
                },
                {
                  head: 'Words',
                  className: 'w-28',
                  cell: ({ is_default }) => (is_default ? <Badge>shipped</Badge> : <Badge tone="info">yours</Badge>),
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}
