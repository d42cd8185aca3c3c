/** While somebody works on these pages (`--watch`): a new build is another document, and whoever looks at an older one gets it. */
const EVERY_MS = 1_000

async function document(): Promise<string | undefined> {
  const answer = await fetch('/welcome', { headers: { accept: 'text/html' }, cache: 'no-cache' }).catch(() => undefined)
  // Between two builds there is none.
  return answer?.ok === true ? answer.text() : undefined
}

export async function reloadWhenBuilt(): Promise<void> {
  let shown = await document()
  setInterval(async () => {
    if (globalThis.document.hidden) return
    const now = await document()
    shown ??= now
    if (now !== undefined && now !== shown) location.reload()
  }, EVERY_MS)
}
