export { Nowhere as UserDetail } from '~/app/Failed'
