import { type ReactNode, useState } from 'react'
import { cx } from './classes'
import { Icon } from './Icon'

/** Whether a text was copied just now, and how to copy one. */
export function useCopy(): [boolean, (text: string) => void] {
  const [isCopied, setCopied] = useState(false)
  function copy(text: string): void {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1_600)
    })
  }
  return [isCopied, copy]
}

/** An id, an address: pressed, it is copied. */
export function CopyId({
  value,
  label,
  className,
  children,
}: {
  value: string
  label: string
  className?: string
  children?: ReactNode
}) {
  const [isCopied, copy] = useCopy()
  return (
    <button
      type="button"
      onClick={() => copy(value)}
      title={`Copy ${label}`}
      className={cx(
        'group inline-flex min-h-6 max-w-[calc(100%+0.375rem)] items-center gap-1.5 rounded-md px-1.5 py-0.5 -ms-1.5 text-start font-mono text-[12.5px] text-muted hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <span className="sr-only">Copy {label}: </span>
      <span className="min-w-0 truncate">{children ?? value}</span>
      <Icon
        name={isCopied ? 'check' : 'copy'}
        className={cx('size-3.5', isCopied ? 'text-good' : 'opacity-60 group-hover:opacity-100')}
      />
      <span role="status" className="sr-only">
        {isCopied && 'Copied'}
      </span>
    </button>
  )
}

export function CopyButton({ text, label = 'Copy', className }: { text: string; label?: string; className?: string }) {
  const [isCopied, copy] = useCopy()
  return (
    <button
      type="button"
      onClick={() => copy(text)}
      className={cx(
        'inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-muted hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <Icon name={isCopied ? 'check' : 'copy'} className="size-3.5" />
      <span className="max-sm:sr-only">{isCopied ? 'Copied' : label}</span>
    </button>
  )
}
