import { useNavigate } from '@tanstack/react-router'
import { useApplication } from '~/features/common/application'
import { Page } from '~/ui/Page'
import { Frameworks } from './Frameworks'

export function Picker() {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  return (
    <Page title="Quickstart" sub="Pick what you build with. The client it needs is made, and the code comes with its real ids.">
      <Frameworks
        appId={id}
        onPicked={(framework) =>
          void navigate({ to: '/apps/$slug/quickstart/$framework', params: { slug, framework: framework.id } })
        }
      />
    </Page>
  )
}
