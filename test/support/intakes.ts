import { lettersTo } from './account-deeds.ts'
import type { TestSite } from './site.ts'

export const intakeAddress = 'mayor@harbor.example'
export const newIntakeFields = {
  governmentId: 'us-zz-harbor-city',
  contactName: 'Cleo Sample',
  address: intakeAddress,
  dueOn: '2026-03-10',
}

/** What Harbor City answers, step by step: one membership, one known tie, one agreement nobody knew, one meeting. */
export const harborAnswers: Record<string, Record<string, string>> = {
  capacity: { 'staff-0': '2.5', 'budget-0': '250000', 'office-0': 'Office of Harbors', 'note-0': '', consent: 'yes' },
  memberships: { 'partner-0': 'Sample Harbors Network', 'started-0': '', 'note-0': '', consent: 'yes' },
  agreements: {
    ...{ 'partner-0': 'Port Meridian', 'country-0': 'Meridia', 'kind-0': 'sister-city', 'title-0': '' },
    ...{ 'started-0': '1986', 'ended-0': '', 'note-0': '' },
    ...{ 'partner-1': 'Norholm', 'country-1': 'Borealia', 'kind-1': 'memorandum', 'title-1': 'Memorandum on tides' },
    ...{ 'started-1': '2024-05-03', 'ended-1': '', 'note-1': 'A secret aside', consent: 'yes' },
  },
  meetings: {
    ...{ 'partner-0': 'Alta Vista', 'country-0': 'Meridia', 'kind-0': 'outgoing-mission', 'title-0': 'Trade mission' },
    ...{ 'started-0': '2025-04', 'note-0': '', consent: 'no' },
  },
}

/** The last link that was mailed: the address of the form. */
export async function mailedForm(site: TestSite, to = intakeAddress): Promise<string> {
  const letter = (await lettersTo(site, to)).find(({ text }) => text.includes('/intake/'))
  return /\/intake\/[0-9a-z]{32}/.exec(letter?.text ?? '')?.[0] ?? ''
}

/** Staff ask; returns the address of the form and the id. */
export async function askedIntake(site: TestSite): Promise<{ form: string; id: string }> {
  const answer = await (await site.as('staff')).post('/desk/intakes/new', newIntakeFields)
  return { form: await mailedForm(site), id: (answer.headers.get('location') ?? '').replace('/desk/intakes/', '') }
}

/** Whoever holds the link fills every step and sends. */
export async function answeredIntake(
  site: TestSite,
  answers: Record<string, Record<string, string>> = harborAnswers,
): Promise<{ form: string; id: string }> {
  const asked = await askedIntake(site)
  const holder = await site.as('visitor')
  for (const [section, typed] of Object.entries(answers))
    await holder.post(`${asked.form}/${section}`, { ...typed, go: 'next' })
  await holder.post(`${asked.form}/sending`, {})
  return asked
}

/** Staff propose words for a row of an answer that was sent, and send them; returns the address at which they are confirmed. */
export async function askedWords(
  site: TestSite,
  id: string,
  proposals: Record<number, Record<string, string>>,
): Promise<string> {
  const staff = await site.as('staff')
  const links = [...(await staff.get(`/desk/intakes/${id}`)).page.querySelectorAll('a[href*="/words/"]')]
  for (const [at, fields] of Object.entries(proposals)) {
    const answer = await staff.post(links[Number(at)]?.getAttribute('href') ?? '', fields)
    if (answer.status !== 303) throw new Error(answer.text)
  }
  await staff.post(`/desk/intakes/${id}`, { deed: 'ask' })
  return `${await mailedForm(site)}/confirmation`
}

export const tidesWords = {
  ...{ words: 'The City of Harbor City and Norholm signed a memorandum on tides on May 3, 2024.', recordId: '' },
  ...{ partnerId: 'rr-norholm', kind: 'memorandum', title: 'Memorandum on tides', started: '2024-05-03', ended: '' },
}
export const capacityWords = {
  ...{ words: 'The City of Harbor City has 2.5 staff with international duties.', staff: '2.5', budget: '250000' },
}

/** Where staff propose the words for the agreement that nobody knew. */
export async function wordsPath(site: TestSite): Promise<string> {
  const { id } = await answeredIntake(site)
  const review = await (await site.as('staff')).get(`/desk/intakes/${id}`)
  return review.page.querySelectorAll('a[href*="/words/"]')[3]?.getAttribute('href') ?? ''
}
