export { Nowhere as UserList } from '~/app/Failed'
