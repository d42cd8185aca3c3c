export { Nowhere as Keys } from '~/app/Failed'
