import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import { prosemirrorJSONToYDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { conflict, invalid, Problem, tooLarge } from '#platform/problem'
import { fieldsOf, mergedFields } from '../fields/rules.ts'
import { wordsOf } from '../nodes/rules.ts'
import { textExtensions } from '../texts/formats/extensions.ts'
import { isSafeLink, markdownOf, readText, textOfMarkdown } from '../texts/rules.ts'
import { emptyText, type TextDocument, type TextNode } from '../texts/schema.ts'
import type { DraftInput, EditionView, FieldName, Fields } from '../works/schema.ts'
import { mergeLists } from './formats/merge.ts'
import { largestUpdate } from './schema.ts'

/** The one part of a document of Yjs in which the text stands; no other may exist. */
export const textPart = 'text'
const schema = getSchema(textExtensions)
const nodeNames = new Set(['doc', ...Object.keys(schema.nodes)])
const markNames = new Set(Object.keys(schema.marks))
const attributeNames = new Set(Object.values(schema.nodes).flatMap(({ spec }) => Object.keys(spec.attrs ?? {})))

/** A document with what is written in it; the numbers of its writers are its own from then on. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

export const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc)

/** A text as the first state of a document. */
export const seedOf = (text: TextDocument): Uint8Array =>
  Y.encodeStateAsUpdate(prosemirrorJSONToYDoc(schema, text, textPart))

/** What one update adds to a document: the bytes that are new, or undefined when it knew them all. */
export function addTo(doc: Y.Doc, update: Uint8Array): Uint8Array | undefined {
  const added = caught(doc, () => Y.applyUpdate(doc, update))
  if (doc.store.pendingStructs || doc.store.pendingDs)
    throw conflict('publications.writing.gap', 'Words before these are missing here. Reload the page to go on.')
  return added
}

/** What makes a document say a text, with as much of it left alone as can be; undefined when it says it already. */
export const changeTo = (doc: Y.Doc, text: TextDocument): Uint8Array | undefined =>
  caught(doc, () =>
    doc.transact(() =>
      updateYFragment(doc, doc.getXmlFragment(textPart), Node.fromJSON(schema, text), {
        mapping: new Map(),
        isOMark: new Map(),
      }),
    ),
  )

function caught(doc: Y.Doc, work: () => void): Uint8Array | undefined {
  const heard: Uint8Array[] = []
  const hear = (update: Uint8Array) => void heard.push(update)
  doc.on('update', hear)
  work()
  doc.off('update', hear)
  return heard.length === 0 ? undefined : Y.mergeUpdates(heard)
}

/**
 * What a document says, as a text. Deeds at the same moment can leave what no text holds (two people each took one of two paragraphs
 * out of an aside): the editor in the browser leaves that out, and so does this. Words are kept wherever they can be.
 */
export function textOfDoc(doc: Y.Doc): TextDocument {
  // Reading repairs, so a copy is read: only writers change the document itself.
  const copy = docOf([stateOf(doc)])
  const root = yXmlFragmentToProseMirrorRootNode(copy.getXmlFragment(textPart), schema).toJSON() as TextDocument // the top node
  const content = (root.content ?? []).flatMap(soundOf)
  return content.length === 0 ? emptyText : readText({ type: 'doc', content })
}

function soundOf(block: TextNode): TextNode[] {
  try {
    return readText({ type: 'doc', content: [block] }).content
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const text = wordsOf(block)
    return text === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text }] }]
  }
}

const unreadable = (says: string) =>
  invalid('publications.writing.unreadable', `What was sent cannot stand in a text: ${says}`)

/** Who writes in an update, by their numbers. Bytes that are none, and words of a text that a text cannot hold, are refused. */
export function readUpdate(update: Uint8Array): { hands: number[] } {
  if (update.length > largestUpdate)
    throw tooLarge('publications.writing.large', 'This is more at once than can be taken: paste it in parts.')
  const { structs } = decoded(update)
  for (const struct of structs) {
    if (struct instanceof Y.Skip) throw unreadable('something is left out.')
    if (struct instanceof Y.Item) refuseForeign(struct)
  }
  return { hands: [...new Set(structs.map(({ id }) => id.client))] }
}

function decoded(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update)
  } catch {
    throw unreadable('these bytes are no update.')
  }
}

function refuseForeign(item: Y.Item): void {
  const { content } = item
  // While it is not part of a document, an item bears the name of the part it stands in.
  const part: unknown = item.parent
  if (typeof part === 'string' && part !== textPart) throw unreadable('it belongs to no part of the text.')
  if (item.parentSub !== null && !attributeNames.has(item.parentSub)) throw unreadable('a property has no such name.')
  if (content instanceof Y.ContentType) {
    const { type } = content
    const isKnown = type instanceof Y.XmlElement ? nodeNames.has(type.nodeName) : type.constructor === Y.XmlText
    if (!isKnown || type instanceof Y.XmlHook) throw unreadable('a part has no such name.')
  } else if (content instanceof Y.ContentFormat) refuseMark(content)
  else if (content instanceof Y.ContentAny) {
    if (!content.arr.every(isPlain)) throw unreadable('a property is neither words nor a number.')
  } else if (!(content instanceof Y.ContentString || content instanceof Y.ContentDeleted))
    throw unreadable('it holds what is neither words nor their look.')
}

/** Widths of columns are a list. */
const isPlain = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.length < 100 && value.every((each) => typeof each === 'number'))

function refuseMark({ key, value }: Y.ContentFormat): void {
  // Marks that can lie over their own kind bear a hash behind their name.
  const name = key.replace(/--[A-Za-z0-9+/=]{8}$/, '')
  if (!markNames.has(name)) throw unreadable('words have no such look.')
  if (value === null) return
  const attributes = value as Record<string, unknown> // what the bytes say; each is looked at
  if (typeof value !== 'object' || !Object.values(attributes).every(isPlain)) throw unreadable('a look is misspelled.')
  if (name === 'link' && !isSafeLink(String(attributes.href)))
    throw unreadable('a link must begin with https://, mailto: or the name of a page here.')
}

/** What a form says once it is laid over what others saved; a text that cannot be is missing. */
export interface LaidOver {
  fields: Fields
  clashes: FieldName[]
  text: TextDocument | undefined
}

export function laidOver(before: Fields & { content: TextDocument }, form: DraftInput, now: EditionView): LaidOver {
  const text = form.isTogether ? now.content : overlaid(before.content, textOfMarkdown(form.content), now.content)
  return { ...mergedFields(before, form, fieldsOf(now)), text }
}

/**
 * A form that was opened before others wrote, laid over what stands: each side keeps the paragraphs it alone changed. Undefined where
 * both changed the same ones. Paragraphs are compared as Markdown spells them, because the form was.
 */
function overlaid(base: TextDocument, mine: TextDocument, theirs: TextDocument): TextDocument | undefined {
  const content = mergeLists(
    base.content.map(spelled),
    mine.content.map((item) => ({ key: JSON.stringify([item]), item })),
    theirs.content.map((item) => ({ key: spelled(item), item })),
  )
  return content && withContent(content)
}

const spelled = (block: TextNode): string =>
  JSON.stringify(textOfMarkdown(markdownOf({ type: 'doc', content: [block] })).content)

/** A text that was changed elsewhere, laid over what is being written: where both changed the same paragraphs, both stand. */
export function laidBeside(base: TextDocument, outside: TextDocument, written: TextDocument): TextDocument {
  const parts = (text: TextDocument) => text.content.map((item) => ({ key: JSON.stringify(item), item }))
  const content = mergeLists(
    parts(base).map(({ key }) => key),
    parts(outside),
    parts(written),
    (one, other) => [...one, ...other],
  )
  return withContent(content ?? outside.content)
}

const withContent = (content: TextNode[]): TextDocument => (content.length === 0 ? emptyText : { type: 'doc', content })
