import type { Permission } from '#kernel/access'

/** What may be done in this module, and who may do it. */
export const permissions: Permission[] = [
  {
    name: 'publications.work.read',
    roles: ['staff', 'body-admin', 'editor', 'reviewer'],
    meaning: 'Read works of one’s body before they are published',
  },
  { name: 'publications.work.write', roles: ['staff', 'editor'], meaning: 'Write and change drafts' },
  {
    name: 'publications.comment.write',
    roles: ['staff', 'body-admin', 'editor', 'reviewer'],
    meaning: 'Comment on drafts, answer comments and resolve them',
  },
  {
    name: 'publications.suggestion.make',
    roles: ['staff', 'body-admin', 'editor', 'reviewer'],
    meaning: 'Propose other words for drafts; whoever may write them accepts',
  },
  {
    name: 'publications.work.review',
    roles: ['staff', 'reviewer'],
    meaning: 'Review drafts and return them to their writers',
  },
  {
    name: 'publications.work.publish',
    roles: ['staff', 'body-admin'],
    meaning: 'Publish, schedule, withdraw and take away works',
  },
  {
    name: 'publications.work.correct',
    roles: ['staff', 'editor'],
    meaning: 'Correct sentences of published works, in the open',
  },
  {
    name: 'publications.reading.answer',
    roles: ['visitor', 'staff'],
    meaning: 'Answer for the facts of a text that one was sent a link to',
  },
  {
    name: 'publications.letter.open',
    roles: ['staff', 'body-admin'],
    meaning: 'Open letters and statements for signing, and close them',
  },
  {
    name: 'publications.letter.moderate',
    roles: ['staff', 'body-admin'],
    meaning: 'See who signed with which address, and take signatures out with a reason',
  },
  {
    name: 'publications.signature.ask',
    roles: ['visitor', 'staff'],
    meaning: 'Sign letters that are open for signing',
  },
  {
    name: 'publications.style.install',
    roles: ['staff', 'body-admin'],
    meaning: 'Choose and install citation styles for a body',
  },
  {
    name: 'publications.picture.destroy',
    roles: ['staff', 'body-admin'],
    meaning: 'Destroy pictures for good, with a reason that readers see',
  },
  {
    name: 'publications.archive.prove',
    roles: ['staff', 'body-admin'],
    meaning: 'Have the archive of published pages read and compared',
  },
  { name: 'publications.feature.set', roles: ['staff', 'editor'], meaning: 'Say what stands first on a list' },
  {
    name: 'publications.newsletter.manage',
    roles: ['staff', 'body-admin'],
    meaning: 'Open newsletters and press lists, see who gets them, and bring lists in',
  },
  {
    name: 'publications.issue.write',
    roles: ['staff', 'body-admin', 'editor'],
    meaning: 'Write newsletters and letters to the press, and send tests to oneself',
  },
  {
    name: 'publications.mailing.send',
    roles: ['staff', 'body-admin'],
    meaning: 'Schedule, send, pause and cancel newsletters and letters to the press',
  },
  {
    name: 'publications.subscription.ask',
    roles: ['visitor', 'staff'],
    meaning: 'Subscribe to newsletters, and leave them',
  },
]
