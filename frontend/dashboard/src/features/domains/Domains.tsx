export { Nowhere as Domains } from '~/app/Failed'
