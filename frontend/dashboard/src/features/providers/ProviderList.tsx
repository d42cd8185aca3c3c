export { Nowhere as ProviderList } from '~/app/Failed'
