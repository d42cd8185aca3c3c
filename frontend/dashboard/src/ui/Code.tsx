import { CopyButton } from './Copy'

/** Comments, strings, and all that is neither. */
const PIECES = /((?:^|(?<=\s))(?:\/\/|#(?![0-9a-f]{3,6}\b)).*$)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)/gm

type Piece = { at: number; text: string; kind: 'plain' | 'comment' | 'string' }

/** Enough colour to find one's way: comments and strings, in every language alike. */
export function pieces(code: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const match of code.matchAll(PIECES)) {
    if (match.index > at) found.push({ at, text: code.slice(at, match.index), kind: 'plain' })
    found.push({ at: match.index, text: match[0], kind: match[1] === undefined ? 'string' : 'comment' })
    at = match.index + match[0].length
  }
  if (at < code.length) found.push({ at, text: code.slice(at), kind: 'plain' })
  return found
}

const LOOK = { plain: '', comment: 'text-muted', string: 'text-string' }

export function CodeBlock({ code, title, label }: { code: string; title?: string; label?: string }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-xl border border-line bg-sunken text-start">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1 ps-3.5 pe-1.5 text-xs text-muted">
        <span className="truncate font-mono">{title ?? ''}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={label ?? title ?? 'Code'}
        role="group"
        className="overflow-x-auto px-3.5 py-3 font-mono text-[12.5px] leading-relaxed"
      >
        <code>
          {pieces(code).map(({ at, text, kind }) => (
            <span key={at} className={LOOK[kind]}>
              {text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  )
}

export function Json({ value, title }: { value: unknown; title?: string }) {
  return <CodeBlock code={JSON.stringify(value, null, 2)} title={title ?? 'JSON'} />
}
