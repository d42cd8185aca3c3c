export { Nowhere as ProviderDetail } from '~/app/Failed'
