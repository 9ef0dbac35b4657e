import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    exclude: ['test/boundaries/bad/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
