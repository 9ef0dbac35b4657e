import { expect, test } from 'vitest'
import { citeBy, readReferences, readStyle, shippedStyles, type Words } from './index.ts'

const bibtex = `@comment{from a manager}
@book{vattel1758, author={Vattel, Emer de}, title={The Law of Nations}, year={1758}, publisher={Apud Liberos}, address={London}}
@article{doe, author={Doe, Jane and Roe, Richard}, title={Cities abroad}, journal={Foreign Affairs}, year=2020, month=mar, volume=3, number=2, pages={1--20}, doi={10.1/x}}
@misc{broken, author={A
@online{web, title={Open letter}, date={2024-05-06}, url={https://example.org/letter}}`

const plain = (words: Words[] = []) => words.map(({ text, manner }) => (manner ? `*${text}*` : text)).join('')
async function written(style: keyof typeof shippedStyles, ...cites: [id: string, locator?: string][]) {
  const { references } = await readReferences(bibtex)
  const clusters = cites.map(([id, locator], at) => ({
    note: at + 1,
    cites: [{ id, ...(locator ? { locator } : {}) }],
  }))
  const cited = await citeBy(shippedStyles[style]?.csl ?? '', { language: 'en', references, clusters })
  return {
    isNote: cited?.isNote,
    citations: cited?.citations.map(plain) ?? [],
    entries: cited?.entries.map(({ words }) => plain(words)) ?? [],
  }
}

test('sources of a reference manager are read one by one: a broken one is named with its line', async () => {
  const { references, faults } = await readReferences(bibtex)
  expect(references.map(({ id, type }) => [id, type])).toEqual([
    ['vattel1758', 'book'],
    ['doe', 'article-journal'],
    ['web', 'webpage'],
  ])
  expect(faults).toMatchObject([{ line: 4 }])
})

test('RIS, CSL-JSON and what a DOI registry answers are read, and only what styles print is kept', async () => {
  const ris = await readReferences('TY  - JOUR\nAU  - Doe, Jane\nTI  - Cities\nJO  - Affairs\nPY  - 2020\nER  - \n')
  expect(ris.references).toMatchObject([{ type: 'article-journal', title: 'Cities', 'container-title': 'Affairs' }])
  const registry = {
    message: { type: 'journal-article', title: ['Cities'], DOI: '10.1/x', 'is-referenced-by-count': 7 },
  }
  expect((await readReferences(JSON.stringify(registry))).references).toEqual([
    { id: '', type: 'article-journal', title: 'Cities', DOI: '10.1/x' },
  ])
  expect((await readReferences('{"title": ')).faults).toMatchObject([{ says: 'this is not JSON' }])
  expect((await readReferences('[{"id":"a"}]')).faults).toMatchObject([{ says: expect.stringContaining('neither') }])
})

test('notes after Chicago: whole at first, short afterwards, and a bibliography', async () => {
  expect(await written('chicago-notes', ['vattel1758', '12'], ['doe'], ['vattel1758', 'ch. 3'])).toEqual({
    isNote: true,
    citations: [
      'Emer de Vattel, *The Law of Nations* (London: Apud Liberos, 1758), 12.',
      'Jane Doe and Richard Roe, “Cities abroad,” *Foreign Affairs* 3, no. 2 (March 2020), https://doi.org/10.1/x.',
      'Vattel, *The Law of Nations*, chap. 3.',
    ],
    entries: [
      'Doe, Jane, and Richard Roe. “Cities abroad.” *Foreign Affairs* 3, no. 2 (March 2020): 1–20. https://doi.org/10.1/x.',
      'Vattel, Emer de. *The Law of Nations*. London: Apud Liberos, 1758.',
    ],
  })
})

test('APA in the line with a list; Bluebook refers back to the number of the note and has no list', async () => {
  const apa = await written('apa', ['doe', '4'])
  expect([apa.isNote, apa.citations, apa.entries[0]]).toEqual([
    false,
    ['(Doe & Roe, 2020, p. 4)'],
    'Doe, J., & Roe, R. (2020). Cities abroad. *Foreign Affairs*, *3*(2), 1–20. https://doi.org/10.1/x',
  ])
  const bluebook = await written('bluebook', ['doe'], ['web'], ['doe', '7'], ['doe', '9'])
  expect(bluebook.citations.slice(2)).toEqual(['Doe & Roe, *supra* note 1 at 7.', '*Id.* at 9.'])
  expect(bluebook.entries).toEqual([])
})

test('addresses lead where they say, and hostile words stay words', async () => {
  const title = '<script>alert(1)</script> & \u0001e'
  const references = [{ id: 'a', type: 'webpage', title, URL: 'https://example.org/a?b=1&c=2' }]
  const cited = await citeBy(shippedStyles['chicago-notes']?.csl ?? '', {
    ...{ language: 'en', references, clusters: [{ note: 1, cites: [{ id: 'a' }] }] },
  })
  expect(plain(cited?.citations[0])).toContain('<script>alert(1)</script> & e')
  expect(cited?.citations[0]).toContainEqual({
    text: 'https://example.org/a?b=1&c=2',
    href: 'https://example.org/a?b=1&c=2',
  })
})

test('a file that is no style is refused in words; one that calls itself is too, and the next is served', async () => {
  const style = (inside: string) =>
    `<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id></info>${inside}</style>`
  await expect(readStyle('<html/>')).rejects.toThrow('it is no style of CSL 1.0')
  await expect(readStyle(style('<link rel="independent-parent" href="apa"/>'))).rejects.toThrow('points to another')
  const endless = '<macro name="a"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation>'
  await expect(readStyle(style(endless))).rejects.toThrow()
  expect(await readStyle(shippedStyles.apa?.csl ?? '')).toMatchObject({ isNote: false })
})
