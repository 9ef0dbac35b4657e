export { explainMatch, matchPeople, type PersonMatch, type Reason, SAME_FROM } from './matching/match-people.ts'
export { emptyRecord, foldRecord, type PersonField, type PersonRecord } from './matching/person-record.ts'
export { recordPairs } from './write.ts'
