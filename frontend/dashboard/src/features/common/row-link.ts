/** The class of the link in a row's first cell: it covers the whole row. */
export const rowLink =
  'font-medium text-ink no-underline before:absolute before:inset-0 before:content-[""] focus-visible:before:outline-2 focus-visible:before:-outline-offset-2 focus-visible:before:outline-link focus-visible:outline-none'
