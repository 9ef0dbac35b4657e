export {
  type BelongingView,
  type ConsentView,
  getBody,
  listBelongings,
  listBodies,
  listBodyIdsOf,
  listBodyPages,
  listConsents,
  listTransfers,
} from './read.ts'
export { accentInTheDark, contrast, tokensOf } from './rules.ts'
export {
  type BodyPageView,
  type BodyView,
  bodyPage,
  type NewBody,
  newBody,
  newTransfer,
  type Purpose,
  purposes,
  type TransferView,
} from './schema.ts'
export {
  recordBelonging,
  recordBody,
  recordBodyPage,
  recordConsent,
  recordTransfer,
  removeBodyPage,
} from './write.ts'
