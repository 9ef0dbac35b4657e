import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Reader, sql } from '#platform/db'
import { modules } from '../../src/app/modules.ts'

const kernel = new Set(readdirSync(join(import.meta.dirname, '../../src/kernel')))
const reaches = new Map(modules.map(({ name, mayUse }) => [name, new Set([name, ...mayUse])]))

/** Foreign keys that point where their schema may not look: a kernel noun at a module, a module at one it may not use. */
export async function findCrossingKeys(db: Reader): Promise<string[]> {
  const keys = await db.all(sql<{ name: string; from: string; to: string }>`select conname as name,
      holder.relnamespace::regnamespace::text as "from", target.relnamespace::regnamespace::text as "to"
    from pg_constraint
    join pg_class holder on holder.oid = conrelid join pg_class target on target.oid = confrelid
    where contype = 'f' order by conname`)
  return keys
    .filter(({ from, to }) => from !== to && from !== 'jobs')
    .filter(({ from, to }) => !kernel.has(to) && !reaches.get(from)?.has(to))
    .map(({ name, from, to }) => `${name}: ${from} points at ${to}`)
}
