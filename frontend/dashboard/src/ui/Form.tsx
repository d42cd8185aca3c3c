import type { ComponentPropsWithRef } from 'react'

/** A form that hands over what was typed instead of leaving the page. */
export function Form({
  onData,
  ...rest
}: Omit<ComponentPropsWithRef<'form'>, 'onSubmit'> & { onData: (data: FormData) => void }) {
  return (
    <form
      {...rest}
      onSubmit={(event) => {
        event.preventDefault()
        onData(new FormData(event.currentTarget))
      }}
    />
  )
}
