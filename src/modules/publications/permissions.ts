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
]
