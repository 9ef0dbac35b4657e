import type { EmbedKind } from './schema.ts'

const known = new Map<string, EmbedKind>()

/** Modules declare what of theirs can be shown in a text once, at start. */
export function registerEmbeds(kinds: EmbedKind[]): void {
  for (const kind of kinds) known.set(kind.name, kind)
}

export const findEmbedKind = (name: string): EmbedKind | undefined => known.get(name)

export const listEmbedKinds = (): EmbedKind[] => [...known.values()]
