import { expect, test } from 'vitest'
import { sniff } from './rules.ts'

test.each([
  ['a page of the web after comments', '\ufeff <!-- saved from --> <!-- > -->\n<!DOCTYPE html><p>', 'text/html'],
  ['a page without a doctype', '<html lang="en">', 'text/html'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">', undefined],
  ['a drawing behind a comment', '<!-- a page --><svg>', undefined],
  ['a comment without an end', '<!-- <html>', undefined],
  ['a page that claims to be a PDF further down', '<html>%PDF-1.7', 'text/html'],
  ['words', 'html', undefined],
])('%s is told by its first bytes', (_, text, type) => {
  expect(sniff(Buffer.from(text))).toBe(type)
})

// A pattern for all comments at once would not end within the life of the test.
test('a file that begins with a hundred comments is told', () => {
  expect(sniff(Buffer.from('<!---->'.repeat(140)))).toBeUndefined()
  expect(sniff(Buffer.from(`${'<!---->'.repeat(100)}<html>`))).toBe('text/html')
})
