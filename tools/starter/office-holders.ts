import type { OfficeHolderRow } from '../../src/modules/atlas/imports/readers/read-office-holders.ts'
import { slugOf } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import { usPlace } from './organizations.ts'
import type { UsFinder } from './us-ends.ts'

/** Mayors and governors with the term as published. A term that has run out stays, with its end: it needs checking, not hiding. */
export function addOfficeHolders(book: Book, finder: UsFinder, rows: readonly OfficeHolderRow[]): void {
  const file = files['office-holders']
  const people = new Map<string, string>()
  const keys = new Set<string>()
  const posts = new Set<string>()
  for (const row of rows) {
    const organization = organizationOf(book, finder, row.ocd)
    if (!organization) {
      const explanation = 'The division id is not in the Census list and its name is not clear.'
      book.refuseRow({
        file,
        row: row.row,
        column: 'jurisdiction',
        value: row.ocd,
        reason: 'unknown-us-place',
        explanation,
      })
      continue
    }
    const cited = { source: 'office-holders', file, row: String(row.row) }
    let person = people.get(row.personId)
    if (!person) {
      const plain = `person/${slugOf(row.name)}`
      person = keys.has(plain) ? `${plain}-${row.personId.slice(0, 8)}` : plain
      keys.add(person)
      people.set(row.personId, person)
      book.add('core', 'people', { key: person, name: row.name, ...cited })
    }
    const post = `${organization}/${organization === 'us/dc' ? 'mayor' : row.role}`
    if (!posts.has(post)) book.add('core', 'posts', { key: post, organization, title: titleOf(organization, row) })
    posts.add(post)
    book.add('core', 'tenures', { person, post, from: row.from, to: row.to, ...cited })
  }
}

// The register files the mayor of Washington as a governor.
const titleOf = (organization: string, { role }: OfficeHolderRow) =>
  role === 'mayor' || organization === 'us/dc' ? 'Mayor' : 'Governor'

function organizationOf(book: Book, finder: UsFinder, ocd: string): string | undefined {
  const state = /^ocd-division\/country:us\/(?:state|territory|district):([a-z]{2})$/.exec(ocd)?.[1]
  if (state) return `us/${state}`
  const county = finder.countyByOcd(ocd)
  if (county) return county
  const place = finder.byOcd(ocd)
  if (place) return usPlace(book, 'core', place)
  const [, inState, name] = /state:([a-z]{2})\/place:([^/]+)$/.exec(ocd) ?? []
  if (!inState || !name) return undefined
  const end = finder.byName(name.replaceAll('_', ' '), inState.toUpperCase())
  return end.found === 'place' ? usPlace(book, 'core', end.place) : undefined
}
