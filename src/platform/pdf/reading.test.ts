import { expect, test } from 'vitest'
import { pdfOf } from '#test/papers'
import { randomFrom } from '#test/random'
import { readPdf, Unreadable } from './index.ts'

const lines = ['The council approves', 'the agreement of 3 May 1978.']

test('the same page said a thousand times is refused before it fills the memory', async () => {
  const full = Array.from({ length: 200 }, () => 'all work and no play '.repeat(10))
  const pages = pdfOf([full, ...Array.from({ length: 400 }, () => [])]).toString('latin1')
  const small = pages.replace('/F1 12 Tf 14 TL', '/F1 01 Tf 01 TL') // the reader leaves out what falls off the page
  const bomb = small.replaceAll(/\/Contents \d+ 0 R/g, (found) => '/Contents 5 0 R'.padEnd(found.length))
  expect(bomb.length).toBeLessThan(250_000)
  await expect(readPdf(Buffer.from(bomb, 'latin1'))).rejects.toThrow('more text than can be kept')
})

test('broken files give their text or a sentence, and never more', { timeout: 60_000 }, async () => {
  const random = randomFrom(20_261_129)
  const whole = pdfOf([lines, lines])
  for (let count = 0; count < 12; count += 1) {
    const bytes = Buffer.from(whole)
    for (let hits = 1 + random.below(20); hits > 0; hits -= 1)
      bytes[9 + random.below(bytes.length - 9)] = random.below(256)
    const file = random.chance(0.3) ? bytes.subarray(0, 9 + random.below(bytes.length - 9)) : bytes
    const read = await readPdf(file).catch((error: unknown) => error)
    if (read instanceof Unreadable) expect(read.message).toMatch(/^(This|Reading this) PDF .+\. \w.+\.$/)
    else expect(read).toSatisfy((texts) => Array.isArray(texts) && texts.every((text) => typeof text === 'string'))
  }
})
