export { findEmbedKind, listEmbedKinds, registerEmbeds } from './rules.ts'
export type { EmbedAnswer, EmbedAsked, EmbedKind } from './schema.ts'
