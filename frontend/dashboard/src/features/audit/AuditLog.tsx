export { Nowhere as AuditLog } from '~/app/Failed'
