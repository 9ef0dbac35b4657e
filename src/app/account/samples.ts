import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { addressHash, giveRole, roles, scopeKinds, system } from '#kernel/access'
import { listBodies, newBody, recordBelonging, recordBody } from '#kernel/bodies'
import type { Services } from '#kernel/doors'
import { newHappening, newTerm, recordHappening, recordTerm } from '#kernel/histories'
import { recordPerson } from '#kernel/profiles'
import { dayOf } from '#platform/clock'
import { sql, type Writer, wholeSight } from '#platform/db'

const folder = join(import.meta.dirname, '../../../fixtures/people')
const readList = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))

const personaShape = z.array(
  z.object({
    id: z.string().startsWith('sample-'),
    name: z.string(),
    says: z.string(),
    bodies: z.array(z.string()),
    grants: z.array(z.object({ role: z.enum(roles), scopeKind: z.enum(scopeKinds), scopeId: z.string() })),
  }),
)
export type Persona = z.output<typeof personaShape>[number]

const historiesShape = z.array(
  z.object({ bodyId: z.string(), terms: z.array(newTerm), happenings: z.array(newHappening) }),
)

export const readPersonas = (): Persona[] => personaShape.parse(readList('personas.json'))

/** The first start brings two sample bodies, so that everything works at once; their own names are given at /desk/setup. */
export async function bringBodies({ database, clock }: Services): Promise<void> {
  await database.write(async (db) => {
    if ((await listBodies(db)).length > 0) return
    const bodies = z.array(newBody).parse(readList('bodies.json'))
    for (const [position, body] of bodies.entries()) await recordBody(db, system, { ...body, position })
    const at = clock.now()
    for (const { bodyId, terms, happenings } of historiesShape.parse(readList('histories.json'))) {
      for (const term of terms) await recordTerm(db, system, { bodyId, term, at })
      for (const happening of happenings) await recordHappening(db, system, { bodyId, happening, at })
    }
  }, wholeSight)
}

/** Development only: invented people to sign in as. Running it again changes nothing. */
export async function bringPersonas({ database, clock }: Services): Promise<void> {
  const now = clock.now()
  await database.write(async (db) => {
    for (const persona of readPersonas()) await bringPersona(db, persona, now)
  }, wholeSight)
}

async function bringPersona(db: Writer, persona: Persona, now: Date): Promise<void> {
  const today = dayOf(now)
  if (await db.one(sql`select 1 from access.accounts where id = ${persona.id}`)) return
  await recordPerson(db, system, { id: persona.id, name: persona.name, isSample: true, at: now })
  for (const bodyId of persona.bodies)
    await recordBelonging(db, system, {
      bodyId,
      personId: persona.id,
      standing: standingIn(persona, bodyId),
      since: today,
    })
  await db.save(sql`insert into access.accounts (id, name, person_id) values (${persona.id}, '', ${persona.id})`)
  const address = `${persona.id}@people.example`
  await db.save(sql`insert into access.addresses (address_hash, account_id, address, verified_at)
    values (${addressHash(address)}, ${persona.id}, ${address}, ${now})`)
  for (const grant of persona.grants)
    await giveRole(db, system, { ...grant, accountId: persona.id, startsOn: today, endsOn: null, at: now })
}

function standingIn(persona: Persona, bodyId: string): 'staff' | 'member' | 'contact' {
  const roles = persona.grants.filter((grant) => grant.scopeKind === 'body' && grant.scopeId === bodyId)
  if (roles.some((grant) => grant.role === 'staff')) return 'staff'
  return roles.some((grant) => grant.role === 'member') ? 'member' : 'contact'
}
