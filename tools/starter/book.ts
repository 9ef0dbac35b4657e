import type { Reading, Reject } from '../../src/modules/atlas/imports/readers/raw-rows.ts'
import { type PackageName, type Row, type TableName, tables } from './tables.ts'

/** Per file: read = accepted + rejected + out of scope. Refused cells are part of accepted rows. */
export interface FileCount {
  readonly file: string
  readonly package: PackageName
  readonly read: number
  accepted: number
  rejected: number
  outOfScope: number
  refusedCells: number
  readonly scope: string
}

/** Everything that will be written, kept apart by licence from the first moment on. */
export class Book {
  readonly rows: Readonly<Record<PackageName, Record<TableName, Row[]>>> = {
    core: emptyTables(),
    wikipedia: emptyTables(),
  }
  readonly counts = new Map<string, FileCount>()
  readonly #organizations = new Map<string, PackageName>()
  readonly #rowByKey = new Map<string, Row>()

  add(name: PackageName, table: TableName, row: Row): void {
    this.rows[name][table].push(row)
  }

  /** Each organization once; one that the core needs as well moves there, because the core may not lean on the other. */
  organization(name: PackageName, row: Row): string {
    const key = row.key ?? ''
    const known = this.#organizations.get(key)
    if (known === undefined) this.#rowByKey.set(key, row)
    if (known === undefined) {
      this.#organizations.set(key, name)
      this.rows[name].organizations.push(row)
    } else if (known === 'wikipedia' && name === 'core') {
      const list = this.rows.wikipedia.organizations
      list.splice(
        list.findIndex((one) => one.key === key),
        1,
      )
      this.rows.core.organizations.push(row)
      this.#organizations.set(key, 'core')
    }
    return key
  }

  find = (key: string): Row | undefined => this.#rowByKey.get(key)

  has = (key: string): boolean => this.#organizations.has(key)

  /** Opens the account of a file with what its reader refused. */
  opened(name: PackageName, reading: Reading<unknown>, scope: string): void {
    const { file, read, rows, rejects, outOfScope } = reading
    const [accepted, rejected] = [rows.length, rejects.length]
    this.counts.set(file, { file, package: name, read, accepted, rejected, outOfScope, refusedCells: 0, scope })
    for (const one of rejects) this.#reject(name, one)
  }

  /** A row that the reader took and the matcher could not place. */
  refuseRow(one: Reject): void {
    const count = this.#count(one.file)
    count.accepted -= 1
    count.rejected += 1
    this.#reject(count.package, one)
  }

  /** Rows that only the matcher could see to be about something else. */
  outOfScope(file: string, rows: number): void {
    const count = this.#count(file)
    count.accepted -= rows
    count.outOfScope += rows
  }

  /** A cell that is wrong in a row that stands. */
  refuseCell(one: Reject): void {
    const count = this.#count(one.file)
    count.refusedCells += 1
    this.#reject(count.package, one)
  }

  #reject(name: PackageName, one: Reject): void {
    this.add(name, 'rejects', { ...one, row: String(one.row), value: one.value.slice(0, 200) })
  }

  #count(file: string): FileCount {
    const count = this.counts.get(file)
    if (!count) throw new Error(`The file ${file} was never opened; call opened() with its reading first.`)
    return count
  }
}

function emptyTables(): Record<TableName, Row[]> {
  const entries = Object.keys(tables).map((name) => [name, []])
  // Object.fromEntries forgets the key type; the keys are those of `tables`, nothing else.
  return Object.fromEntries(entries) as Record<TableName, Row[]>
}
