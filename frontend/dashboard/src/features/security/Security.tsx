export { Nowhere as Security } from '~/app/Failed'
