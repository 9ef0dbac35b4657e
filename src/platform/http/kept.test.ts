import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createShelf, isHeld, sayUnchanged, sendKept } from './kept.ts'

const json = (view: unknown) => ({ type: 'application/json', text: JSON.stringify(view) })

test('a kept answer is found again and sent plain or compressed', async () => {
  const shelf = createShelf()
  await shelf.keep('a', json({ total: 3 }))
  const kept = shelf.find('a')
  if (!kept) throw new Error('what was kept is not found')
  expect(await sendKept(kept, undefined).json()).toEqual({ total: 3 })
  const zipped = sendKept(kept, 'br, gzip')
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(new Uint8Array(await zipped.arrayBuffer())).toString()).toBe('{"total":3}')
  expect(shelf.find('b')).toBeUndefined()
})

test('the answer longest not asked for leaves when the shelf is full', async () => {
  const { zipped } = await createShelf().keep('a measure', json({ words: 'x'.repeat(80) }))
  const shelf = createShelf(zipped.length * 2)
  await shelf.keep('first', json({ words: 'x'.repeat(80) }))
  await shelf.keep('second', json({ words: 'y'.repeat(80) }))
  shelf.find('first')
  await shelf.keep('third', json({ words: 'z'.repeat(80) }))
  expect(shelf.find('first')).toBeDefined()
  expect(shelf.find('second')).toBeUndefined()
  expect(shelf.find('third')).toBeDefined()
})

test('a browser that holds the answer is told so, and one that holds another gets it whole', async () => {
  const kept = await createShelf().keep('a', json({ total: 3 }))
  expect(isHeld(kept, kept.tag)).toBe(true)
  expect(isHeld(kept, `"older", W/${kept.tag}`)).toBe(true)
  expect(isHeld(kept, '"older"')).toBe(false)
  expect(isHeld(kept, undefined)).toBe(false)
  const unchanged = sayUnchanged(kept)
  expect([unchanged.status, unchanged.headers.get('etag'), await unchanged.text()]).toEqual([304, kept.tag, ''])
})
