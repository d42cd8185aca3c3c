export { Nowhere as Operator } from '~/app/Failed'
