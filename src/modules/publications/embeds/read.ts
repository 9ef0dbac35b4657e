import type { Viewer } from '#kernel/access'
import { type EmbedAnswer, findEmbedKind } from '#kernel/embeds'
import type { Reader } from '#platform/db'
import { Problem } from '#platform/problem'
import { nodesOf } from '../nodes/rules.ts'
import type { Flaw, TextDocument, TextNode } from '../texts/schema.ts'
import { isEmbed } from './rules.ts'

/** What each embed of a text says to a viewer; those that say nothing to them are left out. */
export async function answersOf(db: Reader, viewer: Viewer, text: TextDocument): Promise<Map<TextNode, EmbedAnswer>> {
  const answers = new Map<TextNode, EmbedAnswer>()
  for (const node of nodesOf(text)) {
    if (!isEmbed(node)) continue
    const answer = await ask(db, viewer, node)
    if (typeof answer !== 'string') answers.set(node, answer)
  }
  return answers
}

/** Why the public would see nothing in the place of an embed, for whoever writes. */
export async function listEmptyEmbeds(db: Reader, viewer: Viewer, text: TextDocument): Promise<Flaw[]> {
  const flaws: Flaw[] = []
  for (const node of nodesOf(text)) {
    if (!isEmbed(node)) continue
    const answer = await ask(db, viewer, node)
    if (typeof answer === 'string')
      flaws.push({ where: `The embed “${node.attrs?.reference}”`, says: `Readers see nothing there: ${answer}` })
  }
  return flaws
}

async function ask(db: Reader, viewer: Viewer, { attrs }: TextNode): Promise<EmbedAnswer | string> {
  const kind = findEmbedKind(String(attrs?.kind ?? ''))
  if (!kind) return 'nothing here can be shown by that name.'
  try {
    return await kind.answer(db, viewer, {
      reference: String(attrs?.reference ?? ''),
      asOf: String(attrs?.asOf ?? ''),
    })
  } catch (error) {
    // What is not there, or not for this reader, is not shown: that is an answer.
    if (error instanceof Problem) return error.message
    throw error
  }
}
