import { expect, test } from 'vitest'
import { explorerPath, tablePaths } from './pages/state.ts'

const [austin, osaka] = [
  { west: -97.75, south: 30.27, east: -97.74, north: 30.28 },
  { west: 135.49, south: 34.69, east: 135.5, north: 34.7 },
]

test('addresses of circles and lines are those of their table, whatever was asked', () => {
  for (const asked of [
    {},
    { state: ['US-TX', 'US-CA'], q: 'sister & “twin”' },
    { usWithin: austin, from: '1950-01-01' },
  ])
    for (const within of [{ usWithin: osaka }, { abroadWithin: osaka }, { usWithin: austin, abroadWithin: osaka }])
      expect(new URL(tablePaths(asked)(within), 'http://l').href).toBe(
        new URL(explorerPath({ ...asked, ...within }, 'table'), 'http://l').href,
      )
})
