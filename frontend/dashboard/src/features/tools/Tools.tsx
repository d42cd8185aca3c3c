export { Nowhere as Tools } from '~/app/Failed'
