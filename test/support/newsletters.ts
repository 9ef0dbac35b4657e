import { sql } from '#platform/db'
import type { Person, TestSite } from './site.ts'

export const postalAddress = '12 Harbor Street, Harbor City, ZZ 00001'
export const opening = {
  ...{ bodyId: 'center', kind: 'newsletter', slug: 'the-weekly', name: 'The Weekly', about: 'Ties of the week.' },
  ...{ masthead: 'What cities and states do abroad', accent: '#14325c', postalAddress, replyTo: '' },
}

/** A newsletter of the center, opened by its staff; its address on the desk. */
export async function opened(site: TestSite, more: Record<string, string> = {}): Promise<string> {
  const cora = await site.as('sample-cora')
  return (await cora.post('/desk/newsletters/new', { ...opening, ...more })).headers.get('location') ?? ''
}

export const subscribe = async (site: TestSite, address: string, more: Record<string, string | string[]> = {}) =>
  (await site.as('visitor')).post('/newsletters/the-weekly', { address, ...more })

/** The last letter of the outbox to an address. */
export async function letterTo(site: TestSite, address: string): Promise<string> {
  const found = await site.services.database.read((db) =>
    db.all(sql<{ text: string }>`select subject || E'\n' || body_text as text from platform.outbox
      where recipient = ${address} order by id desc limit 1`),
  )
  return found[0]?.text ?? ''
}

export const linkIn = (text: string, place: RegExp): string => place.exec(text)?.[0] ?? ''

/** Somebody who has confirmed; the address of their own page. */
export async function subscribed(
  site: TestSite,
  address: string,
  more: Record<string, string | string[]> = {},
): Promise<string> {
  await subscribe(site, address, more)
  const link = linkIn(await letterTo(site, address), /\/subscriptions\/confirm\/\w+/)
  return (await (await site.as('visitor')).post(link, {})).headers.get('location') ?? ''
}

export const written = {
  subject: 'Ports and partners',
  preheader: 'Three harbors, one letter',
  introduction: 'Harbor City **signed** with [Port Meridian](/works).\n\n**[Read on](https://example.org/read)**',
  closing: '## What is coming\n\n- A visit\n- A vote',
}

/** An issue, written and ready to go; its address on the desk. */
export async function issueOf(
  person: Person,
  list: string,
  more: Record<string, string | string[]> = {},
): Promise<string> {
  const issue = (await person.post(list, { subject: written.subject })).headers.get('location') ?? ''
  await person.post(issue, { ...written, ...more })
  return issue
}
