import { defineConfig } from 'vitest/config'

const shared = {
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
}
const limits = { testTimeout: 30_000, hookTimeout: 180_000 }

// Three projects: everything on the embedded database; what touches a database again on PostgreSQL; stories in a browser.
export default defineConfig({
  ...shared,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'embedded',
          include: ['src/**/*.test.{ts,tsx}', 'test/*.test.ts', 'test/boundaries/*.test.ts', 'tools/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          ...limits,
        },
      },
      {
        ...shared,
        test: {
          name: 'postgres',
          include: [
            'src/{kernel,platform}/**/*.test.{ts,tsx}',
            'src/modules/**/*.test.{ts,tsx}',
            // The walls are the database's own; who may do what is asked of the same code on either.
            'test/wall.test.ts',
          ],
          exclude: ['src/modules/atlas/explore/engine/**', 'src/modules/atlas/matches/matching/**'],
          globalSetup: ['test/support/global-setup.ts'],
          ...limits,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: ['test/browser/support/global-setup.ts'],
          // Two maps drawn at once without a graphics card would each take longer than a story waits.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
