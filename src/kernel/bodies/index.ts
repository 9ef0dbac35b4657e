export { type ConsentView, getBody, listBodies, listConsents } from './read.ts'
export { type BodyView, type NewBody, newBody, type Purpose, purposes } from './schema.ts'
export { recordBelonging, recordBody, recordConsent } from './write.ts'
