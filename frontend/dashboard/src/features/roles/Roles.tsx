import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reading, under } from '~/api/queries'
import type { Page as List, Permission, Role } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useRoles } from '~/features/users/roles'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Menu, MenuItem } from '~/ui/Menu'
import { Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { DeleteRole } from './DeleteRole'
import { Matrix } from './Matrix'
import { RoleForm } from './RoleForm'

type Asked = { what: 'new' } | { what: 'edit' | 'delete'; role: Role }

export function Roles() {
  const { id } = useApplication()
  const roles = useRoles()
  const permissions = useQuery(reading<List<Permission>>(under(id, '/permissions')))
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  return (
    <Page
      title="Roles"
      sub="What people may do in this application’s own API."
      wide
      actions={
        <>
          <Inspect path="/api/roles" value={roles.data} />
          <Button variant="primary" icon="plus" onClick={() => setAsked({ what: 'new' })}>
            New role
          </Button>
        </>
      }
    >
      <Loaded of={roles} needs="roles:read">
        {({ data }) => (
          <>
            <Table
              label="Roles"
              rows={data}
              id={(role) => role.id}
              columns={[
                {
                  head: 'Role',
                  className: 'w-56',
                  cell: ({ name, system }) => (
                    <span className="flex flex-wrap items-center gap-2 font-medium">
                      {name}
                      {system && <Badge>built in</Badge>}
                    </span>
                  ),
                },
                { head: 'Description', wide: true, cell: ({ description }) => description },
                {
                  head: 'Actions',
                  className: 'w-28',
                  cell: (role) =>
                    !role.system && (
                      <Menu label="More">
                        <MenuItem onClick={() => setAsked({ what: 'edit', role })}>Rename</MenuItem>
                        <MenuItem danger onClick={() => setAsked({ what: 'delete', role })}>
                          Delete
                        </MenuItem>
                      </Menu>
                    ),
                },
              ]}
            />
            <Section title="Permissions" sub="Tick what each role may do. Nothing is saved until you have seen the difference.">
              <Loaded of={permissions} needs="roles:read" rows={8}>
                {({ data: all }) => <Matrix roles={data} permissions={all} />}
              </Loaded>
            </Section>
          </>
        )}
      </Loaded>
      {asked?.what === 'new' && <RoleForm onClose={close} />}
      {asked?.what === 'edit' && <RoleForm role={asked.role} onClose={close} />}
      {asked?.what === 'delete' && <DeleteRole role={asked.role} onClose={close} />}
    </Page>
  )
}
