export { Nowhere as SignIn } from '~/app/Failed'
