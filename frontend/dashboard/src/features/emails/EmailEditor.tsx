export { Nowhere as EmailEditor } from '~/app/Failed'
