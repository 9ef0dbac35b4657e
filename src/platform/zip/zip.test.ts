import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { zipOf } from './index.ts'

test('an archive gives back every text under its name', () => {
  const files = [
    { name: 'everything.json', text: '{"name":"Zoë 北"}' },
    { name: 'tables/people.csv', text: `name\r\n${'Harbor '.repeat(5000)}` },
    { name: 'tables/empty.csv', text: '' },
  ]
  const archive = zipOf(files, new Date('2026-02-15T09:00:00Z'))
  expect(archive.length).toBeLessThan(2000)
  const found = Object.entries(unzipSync(archive)).map(([name, bytes]) => ({ name, text: strFromU8(bytes) }))
  expect(found).toEqual(files)
})
