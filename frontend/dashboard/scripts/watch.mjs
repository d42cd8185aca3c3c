/**
 * Builds the pages anew with every change, into a folder of their own; pages that are open load again by themselves (src/reload.ts). `cargo xtask dev --watch`
 * starts it and then becomes the server: when that is gone, this ends.
 */
import { rmSync } from 'node:fs'
import { build } from 'vite'

const PARENT = process.ppid
setInterval(() => process.ppid !== PARENT && process.exit(), 500).unref()

rmSync('dist-watch', { recursive: true, force: true })
await build({
  mode: 'development',
  logLevel: 'warn',
  build: { outDir: 'dist-watch', emptyOutDir: true, minify: false, watch: {} },
})
