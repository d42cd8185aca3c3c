import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: { css: true, environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
