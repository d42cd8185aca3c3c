import { useState } from 'react'
import { Button } from '~/ui/Button'
import { CodeBlock, Json } from '~/ui/Code'
import { Dialog } from '~/ui/Dialog'
import { useApplication } from './application'

/** The call behind a list or a page, for a terminal, and what it answered. */
export function Inspect({ path, value }: { path: string; value: unknown }) {
  const [isOpen, setOpen] = useState(false)
  const { issuer } = useApplication()
  const curl = `curl ${issuer}${path} \\\n  -H "Authorization: Bearer $AERO2_SECRET_KEY"`
  return (
    <>
      <Button icon="braces" onClick={() => setOpen(true)}>
        API
      </Button>
      {isOpen && (
        <Dialog title="API call for this" onClose={() => setOpen(false)} side>
          <CodeBlock code={curl} title="cURL" />
          <Json value={value} title="Answer" />
        </Dialog>
      )}
    </>
  )
}
