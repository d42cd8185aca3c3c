export { Nowhere as ClientDetail } from '~/app/Failed'
