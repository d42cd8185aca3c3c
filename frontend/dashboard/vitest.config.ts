import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  // A test compares a table with the server's.
  server: { fs: { allow: ['../..'] } },
  test: { css: true, environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
