export { Nowhere as ClientList } from '~/app/Failed'
