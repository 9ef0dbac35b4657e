import { LRUCache } from 'lru-cache'
import type { Reader } from '#platform/db'
import type { Core } from '../reconciliation/schema.ts'
import { getLookup, readSheet } from './read.ts'
import { sheetCore } from './rules.ts'

export const lookupBase = '/api/reconcile/sheets'
/** Where one row is shown, in the window of a tool. */
export const rowBase = '/embed/reconcile/sheets'

// Each holds its sheet in memory.
const mostHeld = 4

/** Sheets in memory, the last asked ones. The raw cells of an import never change. */
export class SheetShelf {
  private readonly held = new LRUCache<string, Promise<Core>>({ max: mostHeld })

  /** Asks each time whether the address still answers. */
  async core(db: Reader, { code, origin, now }: { code: string; origin: string; now: Date }): Promise<Core> {
    const lookup = await getLookup(db, { code, now })
    const key = `${origin} ${code}`
    const known = this.held.get(key)
    if (known) return known
    const core = readSheet(db, lookup).then((sheet) =>
      sheetCore(
        { ...sheet, nameColumn: lookup.nameColumn },
        { origin, base: `${lookupBase}/${code}`, rowsAt: `${rowBase}/${code}`, title: lookup.title },
      ),
    )
    this.held.set(key, core)
    core.catch(() => this.held.delete(key))
    return core
  }
}
