export { countUnread, findRhythm, listChoices, listNotices, mostCounted } from './read.ts'
export { choiceKey } from './rules.ts'
export { type NoticeKind, type NoticeView, noticeChoice, rhythms, type Telling } from './schema.ts'
export { chooseNotices, markNotices, noticesChanged, registerKinds, stopDigests, tell, writeDigests } from './write.ts'
