export { Nowhere as Roles } from '~/app/Failed'
