import type { Permission } from '#kernel/access'

/** What may be done in this module, and who may do it. */
export const permissions: Permission[] = [
  { name: 'atlas.import.commit', roles: ['staff'], meaning: 'Bring data packages into the atlas' },
  { name: 'atlas.import.undo', roles: ['staff'], meaning: 'Take an import back whole' },
  {
    name: 'atlas.import.read',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'See imports and the rows they rejected',
  },
  { name: 'atlas.correction.ask', roles: ['visitor', 'staff'], meaning: 'Propose a correction to a record' },
  {
    name: 'atlas.correction.decide',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Accept or decline proposed corrections',
  },
  {
    name: 'atlas.document.record',
    roles: ['staff', 'editor'],
    meaning: 'Add documents to records and quote them',
  },
  {
    name: 'atlas.document.redact',
    roles: ['staff'],
    meaning: 'Take words out of documents, and destroy what they were in',
  },
  {
    name: 'atlas.organization.read',
    roles: ['staff', 'body-admin', 'editor', 'reviewer'],
    meaning: 'See organizations as staff do: names, people, relationships and history in one place',
  },
  {
    name: 'atlas.organization.record',
    roles: ['staff', 'editor'],
    meaning: 'Put values of organizations on record with their source, and add organizations',
  },
  {
    name: 'atlas.organization.merge',
    roles: ['staff', 'editor'],
    meaning: 'Say that two records are one organization, and take that apart again',
  },
  {
    name: 'atlas.organization.sort',
    roles: ['staff', 'body-admin'],
    meaning: 'Tag organizations and say what they are to one’s own body, many at once',
  },
  {
    name: 'atlas.statement.judge',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Take one statement back, rank it or say it again, with the reason on record',
  },
  {
    name: 'atlas.match.judge',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Say which government a name in a file means, and take that back',
  },
  {
    name: 'atlas.dispute.say',
    roles: ['local-leader'],
    meaning: 'Dispute a value of a record that names one’s government, and withdraw it',
  },
  {
    name: 'atlas.dispute.resolve',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Settle a dispute with a reason',
  },
  {
    name: 'atlas.engagement.confirm',
    roles: ['local-leader'],
    meaning: 'Confirm a record that names one’s government, for its side',
  },
  {
    name: 'atlas.engagement.check',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Mark records as sourced, ask their parties, and set when they are checked again',
  },
  {
    name: 'atlas.coverage.record',
    roles: ['staff', 'editor'],
    meaning: 'Put on record which governments were asked, and how far the record reaches',
  },
  {
    name: 'atlas.rule.record',
    roles: ['staff', 'reviewer'],
    meaning: 'Put a new version of a rule on record, with what it would touch',
  },
  {
    name: 'atlas.intake.ask',
    roles: ['staff', 'editor'],
    meaning: 'Ask governments what they do abroad, remind them, and close their forms',
  },
  {
    name: 'atlas.intake.review',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Read what governments answered, and propose words for them to confirm',
  },
  {
    name: 'atlas.intake.answer',
    roles: ['local-leader'],
    meaning: 'Answer for one government, and confirm what is published of it',
  },
  {
    name: 'atlas.finding.determine',
    roles: ['staff', 'reviewer'],
    meaning: 'Record a reviewer’s reading of a rule finding',
  },
]
