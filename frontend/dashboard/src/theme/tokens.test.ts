import { expect, test } from 'vitest'
import hosted from '../../../hosted/hosted.css?raw'
import tokens from '../../../tokens/tokens.css?raw'

/** The custom properties of `:root`, by name. */
function properties(css: string): Map<string, string> {
  const [, root = ''] = /:root\s*\{([^}]*)\}/.exec(css) ?? []
  return new Map([...root.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]))
}

test('the dashboard and the hosted pages have one set of colours', () => {
  const ours = properties(tokens)
  const shared = [...properties(hosted)].filter(([name]) => ours.has(name))
  expect(shared.length).toBeGreaterThan(10)
  for (const [name, value] of shared) expect(`${name}: ${ours.get(name)}`).toBe(`${name}: ${value}`)
})
