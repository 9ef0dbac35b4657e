import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conflict, unavailable } from '#platform/problem'
import type { Connection } from './connection.ts'
import type { Database } from './database.ts'
import { changeSight, walledRole, wholeSight } from './sight.ts'

export interface Migration {
  name: string
  text: string
  hash: string
  /** Hashes of texts that were applied under this name before: databases that hold them get the difference by a later migration. */
  former?: string[]
}

const ledger = `create schema if not exists platform;
create table if not exists platform.migrations (
  name text primary key, hash text not null, applied_at timestamptz not null default now()
);`

// The role under which every piece of work runs: it owns nothing and may not step around row-level policies. Roles belong to the whole
// server, so it is made here and not by a migration of one database.
const role = `do $$
begin
  if not exists (select from pg_roles where rolname = '${walledRole}') then
    create role ${walledRole} nologin;
  end if;
  -- Whoever makes a role is no superuser's member of it since PostgreSQL 16: they may give it to themselves, and only then step down to it.
  begin
    set local role ${walledRole};
    reset role;
  exception when insufficient_privilege then
    execute format('grant ${walledRole} to %I', current_user);
  end;
exception when duplicate_object or unique_violation then null; -- another installation made it at the same moment
end $$;`

// The walled role may use every table; what it sees in them is for the policies to say.
const grants = `do $$
declare place text;
begin
  for place in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'jobs') loop
    execute format('grant usage on schema %I to ${walledRole}', place);
    execute format('grant select, insert, update, delete on all tables in schema %I to ${walledRole}', place);
    execute format('grant usage on all sequences in schema %I to ${walledRole}', place);
  end loop;
end $$;`

// Foreign keys are checked at each statement as usual, but may be put off to the end of a transaction: a restore fills tables in any order
// without the rights of a superuser.
const deferForeignKeys = `do $$
declare each record;
begin
  for each in select conrelid::regclass as place, conname as name from pg_constraint
    where contype = 'f' and not condeferrable and connamespace::regnamespace::text not in ('jobs', 'pg_catalog') loop
    execute format('alter table %s alter constraint %I deferrable initially immediate', each.place, each.name);
  end loop;
end $$;`

// Any fixed number: all nodes of an installation ask for the same lock before they touch the schema.
const lockKey = 7_164_201

/** The SQL files of `folder` in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_0-9]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      const former = [...text.matchAll(/^-- formerly ([0-9a-f]{64}):/gm)].flatMap(([, hash]) => hash ?? [])
      return { name, text, hash: createHash('sha256').update(text).digest('hex'), former }
    })
}

/** Applies what is new, each file in its own transaction, under a lock: several nodes may start at once. Returns the names applied. */
export async function migrate(
  database: Database,
  migrations: Migration[],
  report: (name: string) => void = () => {},
): Promise<string[]> {
  const connection = await database.pool.connect()
  try {
    await connection.query('select pg_advisory_lock($1)', [lockKey])
    try {
      await connection.exec(ledger)
      const pending = await unapplied(connection, migrations)
      if (pending.length > 0) await makeRole(connection)
      for (const migration of pending) {
        report(migration.name)
        // Policies bind an owner who is no superuser: a migration moves every row, whoever it belongs to.
        await connection.exec(`begin; ${changeSight(wholeSight)}; ${migration.text}`)
        await connection.query('insert into platform.migrations (name, hash) values ($1, $2)', [
          migration.name,
          migration.hash,
        ])
        await connection.exec(grants)
        await connection.query('commit')
      }
      if (pending.length > 0) await connection.exec(deferForeignKeys)
      return pending.map((migration) => migration.name)
    } catch (error) {
      await connection.query('rollback').catch(() => undefined)
      throw error
    } finally {
      await connection.query('select pg_advisory_unlock($1)', [lockKey])
    }
  } finally {
    connection.release()
  }
}

async function makeRole(connection: Connection): Promise<void> {
  await connection.exec(role).catch((error: { code?: string }) => {
    if (error.code !== '42501') throw error // insufficient_privilege
    throw unavailable(
      'platform.database.role-missing',
      `This database user may not make roles. Have its administrator run once: create role ${walledRole} nologin; grant ${walledRole} to the user that DATABASE_URL names.`,
    )
  })
}

export async function pendingMigrations(database: Database, migrations: Migration[]): Promise<string[]> {
  const connection = await database.pool.connect()
  try {
    await connection.exec(ledger)
    return (await unapplied(connection, migrations)).map((migration) => migration.name)
  } finally {
    connection.release()
  }
}

async function unapplied(connection: Connection, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await connection.query('select name, hash from platform.migrations')
  const applied = new Map(rows.map((row) => [String(row.name), String(row.hash)]))
  for (const migration of migrations) {
    const hash = applied.get(migration.name)
    if (hash !== undefined && hash !== migration.hash && !migration.former?.includes(hash))
      throw conflict(
        'platform.migration.changed',
        `Migration ${migration.name} has changed since it was applied. Restore the file and put the change in a new one.`,
      )
  }
  return migrations.filter((migration) => !applied.has(migration.name))
}
