import { type CSSProperties, createElement, type ReactNode, useMemo } from 'react'

/** The elements of a mail that are drawn; what is not named here (script, style, head) is left out with all that is in it. */
const TAGS = new Set(
  'a b blockquote br center code div em h1 h2 h3 hr img li ol p s span strong table tbody td th thead tr u ul'.split(' '),
)
const ATTRIBUTES = new Set(['align', 'dir', 'lang', 'alt', 'width', 'height'])
const CSS = 'data-css'
const EMPTY = new Set(['br', 'hr', 'img'])

type Policy = { createHTML: (html: string) => unknown }
type Factory = { createPolicy: (name: string, rules: { createHTML: (html: string) => string }) => Policy }

/** Styles apply even in a document that nobody sees, and the policy of this page complains: each attribute waits under another name. */
export function unstyled(html: string): string {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/<!--[\s\S]*?-->/g, '')
  return bare.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle=/gi, ` ${CSS}=`))
}

let policy: Policy | undefined
/** The only place where a text becomes markup, and it becomes a document without scripts, styles or requests. */
function parsed(html: string): Document {
  const types = (globalThis as { trustedTypes?: Factory }).trustedTypes
  policy ??= types?.createPolicy('aero2', { createHTML: unstyled })
  return new DOMParser().parseFromString((policy?.createHTML(html) ?? unstyled(html)) as string, 'text/html')
}

/** `font-size:14px;color:red` as React takes it. The policy of this page allows no style attribute, so each property is set by itself. */
export function styleOf(text: string): CSSProperties {
  const rules = text.split(';').flatMap((rule) => {
    const at = rule.indexOf(':')
    const [name, value] = [rule.slice(0, at).trim(), rule.slice(at + 1).trim()]
    if (at < 0 || name.startsWith('mso') || value.includes('url(')) return []
    return [[name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()), value.replace(/\s*!important/, '')]]
  })
  return Object.fromEntries(rules) as CSSProperties
}

function drawn(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const tag = node.localName
  if (!TAGS.has(tag)) return null
  const props: Record<string, unknown> = { key, style: styleOf(node.getAttribute(CSS) ?? '') }
  for (const { name, value } of node.attributes) if (ATTRIBUTES.has(name)) props[name] = value
  // A link of a sample leads nowhere.
  if (tag === 'a') props.title = node.getAttribute('href') ?? ''
  // Tables of mails are for layout, and headings are not those of this page.
  if (tag === 'table') props.role = 'presentation'
  const isHeading = /^h\d$/.test(tag)
  const shown = isHeading ? 'p' : tag
  if (isHeading) props.style = { fontWeight: 700, ...(props.style as CSSProperties) }
  // Within tables React wants no white space.
  const inner = [...node.childNodes].filter((child) => !/^(table|tbody|thead|tr)$/.test(tag) || child instanceof Element)
  return createElement(shown, props, ...(EMPTY.has(tag) ? [] : [inner.map(drawn)]))
}

/** A mail as its reader sees it, without a frame: the policy lets no document with styles of its own in. */
export function Letter({ html }: { html: string }) {
  const body = useMemo(() => {
    const document = parsed(html)
    return {
      dir: document.documentElement.dir,
      style: styleOf(document.body.getAttribute(CSS) ?? ''),
      inner: [...document.body.childNodes].map(drawn),
    }
  }, [html])
  return (
    <div dir={body.dir} style={body.style} className="overflow-x-auto bg-white text-black [color-scheme:light]">
      {body.inner}
    </div>
  )
}
