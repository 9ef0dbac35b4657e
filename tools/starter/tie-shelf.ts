import type { Point } from '../../src/modules/atlas/matches/matching/distance.ts'
import { nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import type { Row } from './tables.ts'

interface Statement {
  readonly us: string
  readonly usName: string
  readonly counterpart: string
  readonly partnerName: string
  readonly source: 'sister-city-lists' | 'twin-town-lists'
  readonly row: { readonly row: number; readonly column: string; readonly original: string }
}

export interface KnownTie {
  readonly us: string
  readonly usPoint?: Point
}

/** One engagement for all the rows that state the same pair, so that spellings and directions do not multiply ties. */
export class TieShelf {
  readonly #book: Book
  readonly #ties = new Map<string, Statement[]>()
  readonly #byNames = new Map<string, Set<string>>()

  constructor(book: Book) {
    this.#book = book
  }

  put(statement: Statement): void {
    const key = `${statement.us} ${statement.counterpart}`
    this.#ties.set(key, [...(this.#ties.get(key) ?? []), statement])
    for (const name of [statement.usName, this.#row(statement.us)?.name ?? '']) {
      const named = `${nameKey(name)} ${placeOf(statement.counterpart)}`
      this.#byNames.set(named, (this.#byNames.get(named) ?? new Set()).add(statement.us))
    }
  }

  /** US ends of that name which already have this foreign place as a partner. */
  find(usNameKey: string, foreignPlaceId: string): KnownTie[] {
    return [...(this.#byNames.get(`${usNameKey} ${foreignPlaceId}`) ?? [])].map((us) => {
      const row = this.#row(us)
      const point = row?.longitude ? { longitude: Number(row.longitude), latitude: Number(row.latitude) } : undefined
      return { us, ...(point ? { usPoint: point } : {}) }
    })
  }

  get size(): number {
    return this.#ties.size
  }

  write(): void {
    this.#writeNames()
    for (const statements of this.#ties.values())
      this.#book.add('wikipedia', 'engagements', this.#engagement(statements))
  }

  /** The names by which lists call a partner, where they differ from the gazetteer's by more than accents. */
  #writeNames(): void {
    const written = new Set<string>()
    for (const { counterpart, partnerName, source, row } of [...this.#ties.values()].flat()) {
      const identity = `${counterpart} ${nameKey(partnerName)}`
      if (written.has(identity) || nameKey(this.#row(counterpart)?.name ?? '') === nameKey(partnerName)) continue
      written.add(identity)
      const cited = { source, file: files[source], row: String(row.row) }
      this.#book.add('wikipedia', 'names', {
        organization: counterpart,
        name: partnerName,
        language: 'en',
        kind: 'alternate',
        ...cited,
      })
    }
  }

  #engagement(statements: readonly Statement[]): Row {
    const [first] = statements
    if (!first) throw new Error('A tie without a statement cannot be written; put() makes one with the first.')
    const [us, counterpart] = [this.#row(first.us), this.#row(first.counterpart)]
    const join = (values: readonly string[]) => values.join('|')
    const sources = [...new Set(statements.map((one) => one.source))]
    return {
      key: `sister/${first.us.slice(3)}/${first.counterpart}`,
      form: 'standing-tie',
      kind: kindOf(us?.kind ?? ''),
      title: `${us?.name ?? ''} – ${counterpart?.name ?? ''}`,
      us: first.us,
      counterparts: first.counterpart,
      role_note: 'Listed as partners in an encyclopedia; the list gives no date, status, document or source.',
      legal: 'unknown',
      recognition: 'unknown',
      activity: 'unknown',
      verification: 'reported',
      source: join(sources),
      file: join(statements.map((one) => files[one.source])),
      row: join(statements.map((one) => String(one.row.row))),
      column: join(statements.map((one) => one.row.column)),
      original: join(statements.map((one) => one.row.original)),
    }
  }

  #row = (key: string): Row | undefined => this.#book.find(key)
}

const kindOf = (kind: string) =>
  kind === 'state' ? 'sister-state' : kind === 'county' ? 'sister-county' : 'sister-city'

/** "jp/1853909-osaka" → "1853909". */
const placeOf = (key: string) => key.split('/')[1]?.split('-')[0] ?? ''
