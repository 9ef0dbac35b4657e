import { expect, test } from 'vitest'
import { markdownOf, textOfMarkdown } from './rules.ts'

const note = 'He said "no" [twice] & left <b>.'
const text = {
  type: 'doc' as const,
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'It began.' },
        { type: 'footnote', attrs: { text: note } },
      ],
    },
    {
      type: 'picture',
      attrs: {
        ...{ id: '01990000-aaaa', alternative: 'A "harbor" at dawn [1978]', decorative: '' },
        ...{ caption: 'The port.\nIn 1978.', credit: 'Photo: City Archive' },
      },
    },
    {
      type: 'embed',
      attrs: { kind: 'atlas.map', reference: 'country=JP&form=x', asOf: '2026-11-01', caption: '' },
    },
    { type: 'paragraph', content: [{ type: 'text', text: 'It ended.' }] },
  ],
}

test('notes, pictures and embeds keep every sign of their words when the text is saved as Markdown', () => {
  expect(textOfMarkdown(markdownOf(text)).content).toEqual(text.content)
})

test('a picture can stand right after a line, and its attributes in any order', () => {
  const { content } = textOfMarkdown('Words\n[picture caption="C" id="01990000-aaaa"]\nMore')
  expect(content.map(({ type }) => type)).toEqual(['paragraph', 'picture', 'paragraph'])
  expect(content[1]?.attrs).toEqual({ id: '01990000-aaaa', alternative: '', decorative: '', caption: 'C', credit: '' })
})
