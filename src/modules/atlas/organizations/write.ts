import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { dayBounds, type NewStatement, recordStatements } from '#kernel/claims'
import { findOrganization, getOrganization, recordOrganizations } from '#kernel/organizations'
import { type NewSource, recordSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import type { Writer } from '#platform/db'
import { newId, slug } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { checkValue } from '../corrections/rules.ts'
import { recordNetworks } from '../profiles/write.ts'
import { followStatements } from '../statements/write.ts'
import type { NewOrganizationClaim, NewOrganizationName, NewSourcedOrganization } from './schema.ts'

type Sourced = Pick<NewOrganizationClaim, 'sourceTitle' | 'publisher' | 'sourceKind' | 'address' | 'quote'>

/** Puts one value on record with its source. What was said before stays beside it; the record is made anew from all that is said. */
export async function claimOfOrganization(
  db: Writer,
  actor: Viewer,
  input: NewOrganizationClaim & { organizationId: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.organization.record')
  const { id } = await getOrganization(db, input.organizationId)
  checkValue(input.property, input.value)
  const { property, value, validFrom, validTo, reason } = input
  refusePeriod(input)
  const said = { subjectId: id, property, value, validFrom, validTo }
  await putOnRecord(db, actor, input, { ...said, rank: 'preferred', rankReason: reason })
  await audit(db, actor, 'atlas.organization.claimed', `organization:${id}`, { property })
}

/** Puts a name with its language and period on record. It stands beside the others, and goes when its statement is taken back. */
export async function nameOrganization(
  db: Writer,
  actor: Viewer,
  input: NewOrganizationName & { organizationId: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.organization.record')
  const { id } = await getOrganization(db, input.organizationId)
  refusePeriod(input)
  const { name: value, kind, language, validFrom, validTo } = input
  const said = { subjectId: id, property: `name.${kind}`, value, language: language || undefined, validFrom, validTo }
  await putOnRecord(db, actor, input, { ...said, rank: 'normal', rankReason: undefined })
  await audit(db, actor, 'atlas.organization.named', `organization:${id}`, { property: said.property, language })
}

/** Dates known in part are compared by the days they may mean: 2020 may have ended in 2020-03. */
function refusePeriod({ validFrom, validTo }: { validFrom: string; validTo: string }): void {
  const [first, last] = [dayBounds(validFrom)?.first, dayBounds(validTo)?.last]
  if (first !== undefined && last !== undefined && last < first)
    throw invalid('atlas.organization.period', 'The period ends before it begins.', {
      validTo: 'Write a date on or after the first',
    })
}

/** Adds an organization that is not there yet, with the source that names it. Returns its id. */
export async function addOrganization(
  db: Writer,
  actor: Viewer,
  input: NewSourcedOrganization & { at: Date },
): Promise<string> {
  allow(actor, 'atlas.organization.record')
  const { kind, name, country, subdivision, parentId } = input
  if (parentId && !(await findOrganization(db, parentId)))
    throw invalid('atlas.organization.parent', 'There is no such organization to belong to.', {
      parentId: 'Use the id at the end of the address of its page',
    })
  const id = slug([parentId || country, name].filter(Boolean).join(' ')).slice(0, 90)
  if (id === '' || (await findOrganization(db, id)))
    throw conflict('atlas.organization.known', 'There is an organization of this name here already.', {
      name: `Look at ${id} first`,
    })
  await recordOrganizations(db, [
    {
      id,
      kind,
      name,
      country: country || undefined,
      subdivision: subdivision || undefined,
      parentId: parentId || undefined,
    },
  ])
  if (kind === 'network') await recordNetworks(db)
  await putOnRecord(db, actor, input, {
    ...{ subjectId: id, property: 'name', value: name },
    ...{ rank: 'preferred', rankReason: 'The name under which it was added.' },
  })
  await audit(db, actor, 'atlas.organization.added', `organization:${id}`, { kind })
  return id
}

async function putOnRecord(
  db: Writer,
  actor: Viewer,
  { sourceTitle, publisher, sourceKind, address, quote, at }: Sourced & { at: Date },
  said: Pick<
    NewStatement,
    'subjectId' | 'property' | 'value' | 'language' | 'validFrom' | 'validTo' | 'rank' | 'rankReason'
  >,
): Promise<void> {
  const source: NewSource = {
    ...{ id: `desk-${newId(at)}`, title: sourceTitle, publisher, kind: sourceKind, address: address || undefined },
    ...{ published: undefined, retrievedOn: dayOf(at), licence: 'Facts; no license needed', attribution: '' },
    ...{ copyHash: undefined, note: '' },
  }
  await recordSources(db, [source])
  const statement: NewStatement = {
    ...{ ...said, subjectKind: 'organization', originalValue: said.value, sourceId: source.id },
    ...{ part: address || 'as read by the editors', quote: quote || undefined },
  }
  await recordStatements(db, actor, { statements: [statement], recordedAt: at })
  await followStatements(db, { kind: 'organization', id: said.subjectId, at })
}
