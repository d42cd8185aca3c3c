export { Nowhere as SettingsPage } from '~/app/Failed'
