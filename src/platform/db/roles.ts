import { unavailable } from '#platform/problem'
import type { Database } from './database.ts'
import { walledRole } from './sight.ts'

/**
 * Row-level policies bind neither a superuser nor a role that may bypass them. The role under which everything works has to be bound, or
 * the site does not open. The one that `DATABASE_URL` names works only at the schema, but is best bound as well: what to say if it is not.
 */
export async function checkRoles({ pool }: Database): Promise<string | undefined> {
  // The embedded database has one user, whom nobody reaches but this process.
  if (pool.kind === 'pglite') return undefined
  const connection = await pool.connect()
  try {
    const { rows } = await connection.query(
      `select rolname as name, rolname = $1 as "isWalled" from pg_roles
       where rolname in ($1, current_user) and (rolsuper or rolbypassrls)`,
      [walledRole],
    )
    if (rows.some((row) => row.isWalled))
      throw unavailable(
        'platform.database.wall-open',
        `The database role ${walledRole} may step around row-level policies, so nothing would keep the bodies apart. Have an administrator of the database run: alter role ${walledRole} nosuperuser nobypassrls;`,
      )
    const [login] = rows
    return (
      login &&
      `Warning: the database role ${login.name} of DATABASE_URL is a superuser or may bypass row-level policies. Give Legation a role of its own, as docs/operations.md shows.`
    )
  } finally {
    connection.release()
  }
}
