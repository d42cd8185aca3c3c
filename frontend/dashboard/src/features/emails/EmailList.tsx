export { Nowhere as EmailList } from '~/app/Failed'
