import { call } from '~/api/client'
import type { Role, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Switch } from '~/ui/Field'
import { Card, Section } from '~/ui/Page'
import { Loaded, Problem } from '~/ui/states'
import { userPaths } from './paths'
import { useRoles } from './roles'

/** Roles as switches; given and taken at once. */
export function UserRoles({ user }: { user: User }) {
  const { path, stale } = userPaths(useApplication().id, user.id)
  const roles = useRoles()
  const write = useWrite(
    ({ role, isOn }: { role: Role; isOn: boolean }) =>
      isOn ? call('POST', `${path}/roles`, { body: { role_id: role.id } }) : call('DELETE', `${path}/roles/${role.id}`),
    { stale },
  )
  return (
    <Section title="Roles">
      <Problem error={write.error} />
      <Card className="grid divide-y divide-line py-1!">
        <Loaded of={roles} needs="roles:read">
          {({ data }) => (
            <>
              {data.map((role) => (
                <Switch
                  key={role.id}
                  label={role.name}
                  hint={role.description}
                  checked={user.roles.includes(role.id)}
                  disabled={write.isPending}
                  onSwitch={(isOn) => write.mutateAsync({ role, isOn })}
                />
              ))}
            </>
          )}
        </Loaded>
      </Card>
    </Section>
  )
}
