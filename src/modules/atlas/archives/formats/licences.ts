import type { Source } from './tabular.ts'

const deeds: [begins: string, address: string][] = [
  ['CC0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
  ['CC BY-SA 4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'],
  ['CC BY 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
]

/** Where the text of a license stands, for those that have one. */
export const deedOf = (licence: string): string | undefined => deeds.find(([begins]) => licence.startsWith(begins))?.[1]

const duties: [begins: string, words: string][] = [
  ['CC0', 'Its authors have given up their rights as far as the law lets them. Nothing is asked of you.'],
  [
    'CC BY-SA 4.0',
    'Share and adapt it for any purpose, if you name the author, link the license, say what you changed, and publish what you\nmake of it under the same license. Rows under it stay apart by the column "license" (tables of records) or\n"source_license" (statements.csv): take them out before you publish the rest under other terms.',
  ],
  [
    'CC BY 4.0',
    'Share and adapt it for any purpose, if you name the author, link the license and say what you changed.',
  ],
]

/** One text for each license: what it asks, where its words stand, and which sources came with it. */
export function licenceTexts(sources: Source[]): { name: string; text: string }[] {
  return [...Map.groupBy(sources, ({ licence }) => licence)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, theirs]) => ({ name: `licenses/${fileName(licence)}.txt`, text: textOf(licence, theirs) }))
}

function textOf(licence: string, sources: Source[]): string {
  const deed = deedOf(licence)
  const duty =
    duties.find(([begins]) => licence.startsWith(begins))?.[1] ??
    'This is how the source states it. Ask its publisher where you are in doubt.'
  const named = sources.map(({ title, publisher, address, attribution }) =>
    [`- ${title}, ${publisher}`, address, attribution && `Attribution: ${attribution}`].filter(Boolean).join('\n  '),
  )
  return `${licence}\n\n${duty}\n${deed ? `\nThe whole text: ${deed}legalcode\n` : ''}\nSources under it:\n\n${named.join('\n')}\n`
}

export const fileName = (licence: string): string =>
  licence
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'none-stated'
