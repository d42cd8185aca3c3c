import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const BASE = '/assets/dashboard/'
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The theme is set before the first paint: a classic script of its own, since the policy allows none within the document. */
function themeScript(): Plugin {
  const source = readFileSync(at('./src/theme/first-paint.js'), 'utf8')
  const fileName = `theme-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
  return {
    name: 'theme-script',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source })
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: BASE + fileName }, injectTo: 'head-prepend' }],
  }
}

export default defineConfig({
  base: BASE,
  plugins: [react(), tailwindcss(), themeScript()],
  resolve: { alias: { '~': at('./src') } },
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsDir: 'files',
    // The policy allows no `data:` script or font, and a small file is one request.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 500,
  },
})
