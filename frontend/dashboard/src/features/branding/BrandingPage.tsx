export { Nowhere as BrandingPage } from '~/app/Failed'
