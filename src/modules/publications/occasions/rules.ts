import { dayOf, instantsAt, isZone, localTime } from '#platform/clock'
import { formatDate, formatDays, formatSpan } from '#platform/i18n'
import { invalid } from '#platform/problem'
import type { Flaw, TextDocument, TextNode } from '../texts/schema.ts'
import { type Author, type WorkKind, workKinds } from '../works/schema.ts'
import {
  type EventOccasion,
  type Fact,
  noOccasion,
  type Occasion,
  type OccasionInput,
  type Standing,
  standingNames,
} from './schema.ts'

/** What of a work says where it stands; of an edition, when it ceased to be what is read. */
interface Told {
  kind: WorkKind
  occasion: Occasion | null
  teaser: string
  endedAt?: Date | null
}

/** What the fields of a draft say of its occasion; null for other kinds of work, and while nothing is said. */
export function readOccasion(kind: WorkKind, typed: OccasionInput): Occasion | null {
  if (kind === 'event') return eventOf(typed)
  const { recordingAddress, recordedOn } = typed
  return kind === 'video' && (recordingAddress || recordedOn) ? { kind, recordingAddress, recordedOn } : null
}

function eventOf(typed: OccasionInput): EventOccasion | null {
  const {
    startsAt: start,
    endsAt: end,
    zone,
    place,
    isOnline,
    registrationAddress,
    recordingAddress,
    afterwards,
  } = typed
  const isSilent = ![start, end, zone, place, isOnline, registrationAddress, recordingAddress, afterwards].some(Boolean)
  if (isSilent) return null
  const wrong: Record<string, string> = {}
  if (!isZone(zone))
    wrong.zone = zone ? 'No zone is called so: choose one of the list' : 'Choose the zone of its clocks'
  if (!place && !isOnline) wrong.place = 'Say where it is, or that it is online'
  const startsAt = readTime(typed, 'startsAt', wrong)
  const endsAt = readTime(typed, 'endsAt', wrong)
  if (startsAt && endsAt && endsAt <= startsAt) wrong.endsAt = 'It ends before it begins: choose a later time'
  if (!startsAt || !endsAt || Object.keys(wrong).length > 0)
    throw invalid('publications.occasion.unclear', 'When or where it takes place is not clear yet.', wrong)
  return {
    ...{ kind: 'event', startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), zone, place, isOnline },
    ...{ registrationAddress, recordingAddress, afterwards },
  }
}

/** The other way around: an occasion as the fields of a draft spell it. */
export function occasionTyped(occasion: Occasion | null): OccasionInput {
  if (occasion === null) return noOccasion
  if (occasion.kind === 'video') return { ...noOccasion, ...occasion }
  const local = (at: string) => localTime(new Date(at), occasion.zone)
  return { ...noOccasion, ...occasion, startsAt: local(occasion.startsAt), endsAt: local(occasion.endsAt) }
}

/** The one instant that is meant; undefined with the reason in `wrong`. */
function readTime(typed: OccasionInput, field: 'startsAt' | 'endsAt', wrong: Record<string, string>): Date | undefined {
  const local = typed[field].replace(' ', 'T')
  const words = field === 'startsAt' ? 'It begins at' : 'It ends at'
  if (local === '') wrong[field] = field === 'startsAt' ? 'Say when it begins' : 'Say when it ends'
  const instants = local === '' || wrong.zone ? [] : instantsAt(local, typed.zone)
  if (!instants) wrong[field] = 'Write day and time, such as 2026-06-03T09:00'
  else if (local !== '' && !wrong.zone && instants.length === 0)
    wrong[field] =
      `${words} a time that clocks leave out that day, so that it does not exist: choose an earlier or later one`
  if (instants && instants.length > 1)
    wrong[field] = `${words} a time that comes twice, as clocks are put back that day: choose an earlier or later one`
  return instants?.length === 1 ? instants[0] : undefined
}

export const happeningOf = ({ kind, occasion }: Pick<Told, 'kind' | 'occasion'>): EventOccasion | undefined =>
  kind === 'event' && occasion?.kind === 'event' ? occasion : undefined

/**
 * Where an event stands. What was withdrawn, or superseded by another edition, stands as it did then: an event that was called off, or
 * moved to another day, never took place as it says.
 */
export function standingOf(work: Told, now: Date): Standing | undefined {
  const event = happeningOf(work)
  if (!event) return undefined
  const at = (work.endedAt && work.endedAt < now ? work.endedAt : now).toISOString()
  return at < event.startsAt ? 'coming' : at < event.endsAt ? 'underway' : 'past'
}

/** What kind of work it is, in words: of an event, where it stands. */
export function typeOf(work: Told, now: Date): string {
  const standing = standingOf(work, now)
  return standing ? standingNames[standing] : workKinds[work.kind]
}

/** What a work says in a sentence or two. An invitation to what is over is not said any more. */
export function teaserOf(work: Told, now: Date): string {
  const event = happeningOf(work)
  if (!event || standingOf(work, now) !== 'past') return work.teaser
  return (
    event.afterwards ||
    `Took place ${isOneDay(event) ? 'on ' : ''}${formatDays('en', spanOf(event))}, ${whereOf(event)}.`
  )
}

const spanOf = ({ startsAt, endsAt, zone }: EventOccasion) => ({ from: new Date(startsAt), to: new Date(endsAt), zone })

/** The day on which it begins, in its own zone. */
export const startsOn = ({ startsAt, zone }: EventOccasion): string => localTime(new Date(startsAt), zone).slice(0, 10)
const isOneDay = (event: EventOccasion): boolean =>
  startsOn(event) === localTime(new Date(event.endsAt), event.zone).slice(0, 10)

function whereOf({ place, isOnline }: EventOccasion): string {
  if (!place) return 'online'
  return isOnline ? `in ${place} and online` : `in ${place}`
}

/** The place by itself: `Houston and online`. */
export function placeOf({ place, isOnline }: EventOccasion): string {
  const name = place.charAt(0).toUpperCase() + place.slice(1)
  return name === '' ? 'Online' : isOnline ? `${name} and online` : name
}

/** Whose it is, or where: authors, or the place of an event. */
export const bylineOf = (work: Pick<Told, 'kind' | 'occasion'> & { authors: Author[] }): string => {
  const event = happeningOf(work)
  return event ? placeOf(event) : work.authors.map(({ name }) => name).join(', ')
}

/** When it was published, or of an event when it is. */
export function dateOf(work: Pick<Told, 'kind' | 'occasion'>, publishedAt: Date): { iso: string; words: string } {
  const event = happeningOf(work)
  if (event) return { iso: startsOn(event), words: formatDays('en', spanOf(event)) }
  const day = dayOf(publishedAt)
  return { iso: day, words: formatDate('en', day) }
}

/** What is told beside the text, the same on the page and in every form of it. */
export function factsOf(work: Told, now: Date): Fact[] {
  const { occasion } = work
  const event = happeningOf(work)
  const isSeen = occasion?.recordingAddress && (!event || standingOf(work, now) === 'past')
  return [
    ...(event
      ? [
          { term: 'When', words: formatSpan('en', spanOf(event)) },
          { term: 'Where', words: placeOf(event) },
        ]
      : []),
    ...(occasion?.kind === 'video' && occasion.recordedOn
      ? [{ term: 'Recorded on', words: formatDate('en', occasion.recordedOn) }]
      : []),
    ...(isSeen ? [{ term: 'Recording', words: occasion.recordingAddress, href: occasion.recordingAddress }] : []),
  ]
}

/** The same as paragraphs, for forms that have nothing around the text. */
export const factNodes = (work: Told, now: Date): TextNode[] =>
  factsOf(work, now).map(({ term, words, href }) => ({
    type: 'paragraph',
    content: [
      { type: 'text', text: `${term}: `, marks: [{ type: 'bold' }] },
      { type: 'text', text: words, ...(href ? { marks: [{ type: 'link', attrs: { href } }] } : {}) },
    ],
  }))

/** A text after everything its occasion says, for comparing two of them. */
export function withOccasion({
  content,
  occasion,
}: {
  content: TextDocument
  occasion: Occasion | null
}): TextDocument {
  if (!occasion) return content
  const lines: [string, string][] =
    occasion.kind === 'event'
      ? [
          ['When', `${formatSpan('en', spanOf(occasion))}, ${occasion.zone}`],
          ['Where', placeOf(occasion)],
          ['Registration', occasion.registrationAddress],
          ['Recording', occasion.recordingAddress],
          ['Afterwards', occasion.afterwards],
        ]
      : [
          ['Recorded on', occasion.recordedOn],
          ['Recording', occasion.recordingAddress],
        ]
  const said = lines.filter(([, words]) => words !== '').map(([term, words]) => `${term}: ${words}`)
  const nodes = said.map((text): TextNode => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  return { ...content, content: [...nodes, ...content.content] }
}

/** Where people can say that they will come, while they still can. */
export const registrationOf = (work: Told, now: Date): string =>
  standingOf(work, now) === 'past' ? '' : (happeningOf(work)?.registrationAddress ?? '')

const ofTheFuture =
  /\b(join us|register|sign up|rsvp|save the date|please attend|don[’']t miss|will (?:be|take|host|meet|discuss|speak|join|gather)|upcoming|is coming|are coming|tickets)\b/i

/** What somebody should mend in what is said of an event that is over. */
export function flawsOfOccasion(work: Told, now: Date): Flaw[] {
  const event = happeningOf(work)
  if (!event) return []
  const [found] = ofTheFuture.exec(event.afterwards) ?? []
  return [
    ...(!event.afterwards && standingOf(work, now) === 'past'
      ? [{ where: 'The event', says: 'It is over: say in the past tense what took place, under “Afterwards”.' }]
      : []),
    ...(found
      ? [{ where: `“${found}”`, says: '“Afterwards” stands when the event is over: say it in the past tense.' }]
      : []),
  ]
}

/** The instants at which something else is told of a work. */
const momentsOf = (work: Pick<Told, 'kind' | 'occasion'>): number[] => {
  const event = happeningOf(work)
  return event ? [Date.parse(event.startsAt), Date.parse(event.endsAt)] : []
}

const momentsIn = new WeakMap<readonly object[], number[]>()

/** How many of the turns of these works have come: while it is the same, so is what is told of them. */
export function turnsPassed(works: readonly Pick<Told, 'kind' | 'occasion'>[], now: Date): number {
  const moments = momentsIn.get(works) ?? works.flatMap(momentsOf).sort((a, b) => a - b)
  momentsIn.set(works, moments)
  const next = moments.findIndex((moment) => moment > now.getTime())
  return next === -1 ? moments.length : next
}

/** When what is read of a work last changed: when it was published, or when the clock turned it since. */
export function changedAt(work: Pick<Told, 'kind' | 'occasion'> & { publishedAt: Date }, now: Date): Date {
  const passed = momentsOf(work).filter((moment) => moment <= now.getTime())
  return new Date(Math.max(work.publishedAt.getTime(), ...passed))
}

/** Events to come, the soonest first, and those that are over, the latest first. */
export function eventsIn<Work extends Told>(works: readonly Work[], now: Date): { coming: Work[]; past: Work[] } {
  const start = (work: Work) => happeningOf(work)?.startsAt ?? ''
  const inOrder = works.filter(happeningOf).sort((a, b) => (start(a) < start(b) ? -1 : 1))
  const isPast = (work: Work) => standingOf(work, now) === 'past'
  return { coming: inOrder.filter((work) => !isPast(work)), past: inOrder.filter(isPast).reverse() }
}
