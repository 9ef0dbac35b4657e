import { conflict, invalid } from '#platform/problem'
import { anchorAt, inlineWordsOf, type Line, linesOf, lineTextOf, placeOf } from '../anchors/rules.ts'
import type { Place } from '../anchors/schema.ts'
import { compareWords } from '../editions/rules.ts'
import type { TextDocument, TextNode } from '../texts/schema.ts'
import { matchesOf } from '../writing/formats/merge.ts'
import type { ChangeView, OpenChange, Proposed, SuggestionView } from './schema.ts'

interface Change {
  from: number
  to: number
  says: string
}

/** What turns one text into another, stretch by stretch; only words are proposed, not their looks. */
export function changesBetween(before: TextDocument, after: TextDocument): Proposed[] {
  const plain = lineTextOf(before)
  const [old, fresh] = [linesOf(before), linesOf(after)]
  const changes: Change[] = []
  let [from, to] = [0, 0]
  const matches = matchesOf(old.map(wordsOf), fresh.map(wordsOf))
  for (let at = 0; at <= old.length; at++) {
    const match = at === old.length ? fresh.length : matches.get(at)
    if (match === undefined) continue
    changes.push(...changesOf(plain, old.slice(from, at), fresh.slice(to, match), old[from - 1]))
    ;[from, to] = [at + 1, match + 1]
  }
  return changes
    .map((change) => widened(plain, change))
    .filter(({ from: start, to: end }) => end > start)
    .map(({ from: start, to: end, says }) => ({ anchor: anchorAt(plain, start, end), replacement: says }))
}

const wordsOf = ({ words }: Line): string => words

/** Lines that stand where others stood: the first against the first, word by word; what is left over goes or comes whole. */
function changesOf(plain: string, old: Line[], fresh: Line[], above: Line | undefined): Change[] {
  const shared = Math.min(old.length, fresh.length)
  const within = old.slice(0, shared).flatMap((line, at) => wordChanges(line, fresh[at]?.words ?? ''))
  const gone = old.slice(shared).map(({ start, words }) => ({ from: start, to: start + words.length, says: '' }))
  const come = fresh.slice(shared).map(wordsOf)
  if (come.length === 0) return [...within, ...gone]
  const last = old[shared - 1] ?? above
  const end = last ? last.start + last.words.length : 0
  const before = within.at(-1)
  // What comes below a line whose end is changed belongs to that change.
  if (before && before.to === end) {
    before.says = [before.says, ...come].join('\n')
    return within
  }
  const says = last ? `\n${come.join('\n')}` : `${come.join('\n')}\n`
  return [...within, { from: Math.min(end, plain.length), to: Math.min(end, plain.length), says }]
}

/** Changes with nothing but a space or a comma between them are one: they are accepted together or make no sense. */
function wordChanges({ start, words }: Line, says: string): Change[] {
  const changes: Change[] = []
  let at = start
  let open: Change | undefined
  let between = ''
  for (const { kind, text } of compareWords(words, says)) {
    if (kind === 'same') {
      at += text.length
      between = text
      if (/[\p{L}\p{N}]/u.test(text)) open = undefined
      continue
    }
    if (open) open.says += between
    else {
      open = { from: at, to: at, says: '' }
      changes.push(open)
    }
    between = ''
    if (kind === 'added') open.says += text
    else at += text.length
    open.to = at
  }
  return changes
}

/** A place between words is found again by the word beside it: such a change takes it along. */
function widened(plain: string, change: Change): Change {
  const { from, to, says } = change
  if (to > from && plain.slice(from, to).trim() !== '') return change
  const before = /[^\s]+[^\S\n]*$/.exec(plain.slice(Math.max(0, from - 80), from))?.[0] ?? ''
  if (before !== '') return { from: from - before.length, to, says: before + says }
  const after = /^[^\S\n]*[^\s]+/.exec(plain.slice(to, to + 80))?.[0] ?? ''
  return { from, to: to + after.length, says: says + after }
}

/** Changes with where they stand, and the names of those whose open changes touch the same words. */
export function openChanges(text: TextDocument, suggestions: SuggestionView[]): Map<string, OpenChange[]> {
  const plain = lineTextOf(text)
  const placed = suggestions.flatMap(({ id, author, changes }) =>
    changes.map((change) => ({ id, author, change, place: exactPlaceOf(plain, change) })),
  )
  const open = placed.filter(({ change }) => change.decision === null)
  const touches = (one: Place | undefined, other: Place | undefined) =>
    one !== undefined && other !== undefined && one.from < other.to && other.from < one.to
  return new Map(
    suggestions.map(({ id }) => [
      id,
      placed
        .filter((each) => each.id === id)
        .map(({ change, place }) => ({
          ...{ ...change, place },
          rivals: [
            ...new Set(
              open.filter((each) => each.change !== change && touches(each.place, place)).map(({ author }) => author),
            ),
          ],
        })),
    ]),
  )
}

function exactPlaceOf(plain: string, { anchor }: Proposed): Place | undefined {
  const place = placeOf(plain, anchor)
  return place?.isChanged ? undefined : place
}

/** The text with changes carried out, and which of them could be. One whose words have changed since is left out. */
export function carryOut(text: TextDocument, changes: ChangeView[]): { text: TextDocument; done: number[] } {
  const done: number[] = []
  let changed = text
  // From the end, so that what comes before stays where it was.
  for (const change of changes.toSorted((a, b) => b.anchor.at - a.anchor.at)) {
    const place = exactPlaceOf(lineTextOf(changed), change)
    const next = place && replaceStretch(changed, { ...place, says: change.replacement })
    if (!next) continue
    changed = next
    done.push(change.position)
  }
  return { text: changed, done }
}

export const refuseMoved = () =>
  conflict(
    'publications.suggestion.moved',
    'The words that this would change are no longer there as they were. Change them by hand, or reject it.',
  )

/** A stretch must lie within one paragraph, and figures that can be asked again are not rewritten by the way. */
export function refuseUnfit(text: TextDocument, { from, to, says }: Change): void {
  if (says === lineTextOf(text).slice(from, to))
    throw invalid('publications.suggestion.same', 'That is what the draft says already.', {
      says: 'Write what it should say',
    })
  if (!replaceStretch(text, { from, to, says }))
    throw invalid('publications.suggestion.unfit', 'These words cannot be changed together.', {
      quote: 'Choose words of one paragraph, without a figure that can be asked again',
    })
}

/** The text with other words in one stretch; undefined where the stretch is not within one line, or holds a figure. */
function replaceStretch(text: TextDocument, { from, to, says }: Change): TextDocument | undefined {
  const line = linesOf(text).find(({ start, words }) => from >= start && to <= start + words.length)
  if (!line) return undefined
  const parts = says.split('\n').map((words) => words.trimEnd())
  const isCode = line.node.type === 'codeBlock'
  const content = splitInline(line.node.content ?? [], {
    ...{ from: from - line.start, to: to - line.start },
    parts: isCode ? [says] : parts,
  })
  if (!content) return undefined
  const isGone = content.length === 1 && content[0]?.length === 0
  const [first = [], ...rest] = content
  const blocks: TextNode[] = isGone
    ? []
    : [withInline(line.node, first), ...rest.map((inline) => withInline({ type: 'paragraph' }, inline))]
  return exchange(text, line.node, blocks)
}

const withInline = ({ content: _, ...node }: TextNode, inline: TextNode[]): TextNode =>
  inline.length > 0 ? { ...node, content: inline } : node

/** What stands in a line afterwards, one list for each line that comes of it; notes of the stretch stay at its end. */
function splitInline(
  nodes: TextNode[],
  { from, to, parts }: { from: number; to: number; parts: string[] },
): TextNode[][] | undefined {
  const [before, within, after]: [TextNode[], TextNode[], TextNode[]] = [[], [], []]
  let at = 0
  for (const node of nodes) {
    const words = inlineWordsOf(node)
    const [start, end] = [at, at + words.length]
    at = end
    if (end <= from && !(words === '' && start === from && from < to)) before.push(node)
    else if (start >= to) after.push(node)
    else if (node.text === undefined) {
      if (words !== '') return undefined
      within.push(node)
    } else {
      if (start < from) before.push({ ...node, text: node.text.slice(0, from - start) })
      within.push({ ...node, text: node.text.slice(Math.max(0, from - start), to - start) })
      if (end > to) after.push({ ...node, text: node.text.slice(to - start) })
    }
  }
  const model = within.find(({ text }) => text !== undefined) ?? before.at(-1)
  const written = parts.map((text): TextNode[] =>
    text === '' ? [] : [{ type: 'text', text, ...(model?.marks ? { marks: model.marks } : {}) }],
  )
  const kept = within.filter(({ text }) => text === undefined)
  written[0] = [...before, ...(written[0] ?? [])]
  written[written.length - 1] = [...(written.at(-1) ?? []), ...kept, ...after]
  return written
}

/** A block in which others stand instead; what would be empty without it keeps an empty paragraph. */
function exchange(text: TextDocument, line: TextNode, blocks: TextNode[]): TextDocument {
  const within = (node: TextNode): TextNode => {
    if (!node.content) return node
    const content = node.content.flatMap((child) => (child === line ? blocks : [within(child)]))
    return { ...node, content: content.length === 0 ? [{ type: 'paragraph' }] : content }
  }
  return within(text) as TextDocument // the same top node
}
