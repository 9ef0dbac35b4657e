import { accentInTheDark } from '#kernel/bodies'
import { formatInstant } from '#platform/i18n'
import { conflict, invalid } from '#platform/problem'
import type { NewsletterView } from '../newsletters/schema.ts'
import { wordsOf } from '../nodes/rules.ts'
import { bylineOf, dateOf, teaserOf, typeOf } from '../occasions/rules.ts'
import { letterLanguages, states } from '../subscriptions/schema.ts'
import type { TextDocument, TextNode } from '../texts/schema.ts'
import { type Listing, topics, workPath } from '../works/schema.ts'
import type { Block, LetterDrawing, Piece } from './formats/blocks.ts'
import type { ComingEdition, IssueInput, IssueView, Segment } from './schema.ts'

/** Stands in a drawing where each reader has something of their own; no address of ours holds such a word. */
export const ownCode = 'PERSONALCODE'
export const ownReading = 'READINGADDRESS'
export const ownBasis = 'BASISOFADDRESS'

/** The text of a letter as blocks. A paragraph that is one bold link becomes a button; what mail cannot show becomes plain words. */
export function blocksOf(text: TextDocument, origin: string): Block[] {
  return text.content.flatMap((node) => blockOf(node, origin))
}

function blockOf(node: TextNode, origin: string): Block[] {
  const pieces = () => piecesOf(node.content ?? [], origin)
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', words: wordsOf(node) }]
    case 'bulletList':
    case 'orderedList': {
      const items = (node.content ?? []).map((item) =>
        (item.content ?? []).flatMap((part) => piecesOf(part.content ?? [], origin)),
      )
      return [{ kind: 'list', items, isNumbered: node.type === 'orderedList' }]
    }
    case 'blockquote':
    case 'pullQuote':
    case 'aside':
      return (node.content ?? []).map((part) => ({ kind: 'quote', pieces: piecesOf(part.content ?? [], origin) }))
    case 'horizontalRule':
      return [{ kind: 'rule' }]
    case 'paragraph': {
      const found = pieces()
      const [only] = found
      if (!only) return []
      return found.length === 1 && only.href && only.isStrong
        ? [{ kind: 'button', label: only.text, href: only.href }]
        : [{ kind: 'paragraph', pieces: found }]
    }
    case 'table':
      return (node.content ?? []).map((row) => ({
        kind: 'paragraph',
        pieces: [{ text: (row.content ?? []).map(wordsOf).join(' · ') }],
      }))
    default:
      return [{ kind: 'paragraph', pieces: [{ text: wordsOf(node) }] }]
  }
}

function piecesOf(nodes: readonly TextNode[], origin: string): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    const text = wordsOf(node)
    if (text === '') return []
    const marks = node.marks ?? []
    const link = marks.find(({ type }) => type === 'link')?.attrs?.href
    const href = typeof link === 'string' ? new URL(link, `${origin}/`).href : undefined
    return [
      {
        text,
        ...(href ? { href } : {}),
        ...(marks.some(({ type }) => type === 'bold') ? { isStrong: true } : {}),
        ...(marks.some(({ type }) => type === 'italic') ? { isEmphasis: true } : {}),
      },
    ]
  })
}

/** Works as a letter names them on the day it goes out; with the body where the letter is another body's. */
export const workBlock = (work: Listing, origin: string, now: Date): Block => ({
  kind: 'work',
  label: `${typeOf(work, now)}, ${dateOf(work, work.publishedAt).words}${work.isSample ? ', sample' : ''}`,
  title: work.title,
  href: `${origin}${workPath(work.slug)}`,
  teaser: teaserOf(work, now),
  byline: bylineOf(work),
})

/** What is told of before it is public: until the moment by a link of one's own, afterwards at its address. */
export function embargoBlocks(edition: ComingEdition, origin: string): Block[] {
  if (edition.isPublic || !edition.publishAt)
    return [{ kind: 'button', label: `Read “${edition.title}”`, href: `${origin}${workPath(edition.slug)}` }]
  return [
    {
      kind: 'paragraph',
      pieces: [
        { text: `Under embargo until ${formatInstant('en', edition.publishAt)}.`, isStrong: true },
        {
          text: ' The link below is your own; by opening it you agree to the embargo. Please do not pass it on. After that moment it leads to the public page.',
        },
      ],
    },
    { kind: 'button', label: `Read “${edition.title}”`, href: ownReading },
  ]
}

interface Drawn {
  issue: Pick<IssueView, 'subject' | 'preheader' | 'language' | 'introduction' | 'closing' | 'number'>
  list: NewsletterView
  works: Listing[]
  edition: ComingEdition | undefined
  origin: string
  now: Date
}

/** An issue as it goes to each reader: the same for all, with words that are replaced where each has something of their own. */
export function drawingOf({ issue, list, works, edition, origin, now }: Drawn): LetterDrawing {
  const isPress = list.kind === 'press'
  return {
    ...{
      name: list.name,
      masthead: list.masthead,
      accent: list.accent,
      accentInTheDark: accentInTheDark(list.accent),
      language: issue.language,
    },
    ...{ subject: issue.subject, preheader: issue.preheader, sender: list.bodyName },
    blocks: [
      ...blocksOf(issue.introduction, origin),
      ...(edition ? embargoBlocks(edition, origin) : []),
      ...works.map((work) => workBlock(work, origin, now)),
      ...blocksOf(issue.closing, origin),
    ],
    webAddress: isPress || issue.number === null ? undefined : `${origin}/newsletters/${list.slug}/${issue.number}`,
    postalAddress: list.postalAddress.replace(/\s+/g, ' '),
    reason: isPress
      ? `You get this as a contact of the press. Your address is from: ${ownBasis}.`
      : `You get this because you subscribed to ${list.name} and confirmed it.`,
    preferencesAddress: `${origin}/subscriptions/${ownCode}`,
    leaveAddress: `${origin}/unsubscribe/${ownCode}`,
  }
}

/** The works of an issue in the order in which they were placed; equal places stay as they were offered. */
export function placedWorks({ work, place }: Pick<IssueInput, 'work' | 'place'>): string[] {
  const placed = work.flatMap((id, at) => {
    const given = (place[at] ?? '').trim()
    if (given === '') return []
    const number = Number(given)
    if (!Number.isFinite(number))
      throw invalid('publications.issue.place', 'The place of a work is a number.', { place: 'Write 1, 2, 3 …' })
    return [{ id, number }]
  })
  return [...new Set(placed.toSorted((a, b) => a.number - b.number).map(({ id }) => id))]
}

const most = 10
const days = 30

/** What a letter could tell of: what its body published since the last one, or within a month. */
export function latestSince(
  all: readonly Listing[],
  bodyId: string,
  { since, now }: { since: Date | undefined; now: Date },
): string[] {
  const from = since ?? new Date(now.getTime() - days * 86_400_000)
  return all
    .filter((work) => work.bodyId === bodyId && work.firstPublishedAt > from)
    .slice(0, most)
    .map(({ workId }) => workId)
}

export function segmentWords({ languages, topics: chosen, regions, beat }: Segment): string {
  const parts = [
    languages.map((each) => letterLanguages[each as keyof typeof letterLanguages] ?? each).join(', '),
    chosen.map((each) => topics[each as keyof typeof topics] ?? each).join(', '),
    regions.map((each) => states[each] ?? each).join(', '),
    beat && `beat “${beat}”`,
  ].filter(Boolean)
  return parts.length === 0 ? 'Everybody' : parts.join('; ')
}

export function refuseSent({ state }: Pick<IssueView, 'state'>): void {
  if (state !== null && state !== 'scheduled')
    throw conflict('publications.issue.sent', 'This letter is on its way: what it says cannot be changed any more.')
}

/** Refuses a letter that would say nothing. */
export function refuseEmpty({ introduction, closing, workIds, editionId }: IssueView): void {
  const hasWords = [introduction, closing].some((text) => wordsOf(text).trim() !== '')
  if (!hasWords && workIds.length === 0 && !editionId)
    throw conflict('publications.issue.empty', 'This letter says nothing yet. Write something, or choose works.')
}
