export {
  countPeople,
  getKnownProfile,
  getProfile,
  type LookView,
  listFields,
  listLooks,
  listPeople,
  listPeopleIds,
  type PeopleWanted,
  type PersonRow,
  type ProfileView,
} from './read.ts'
export { maySee } from './rules.ts'
export {
  type Audience,
  audienceInWords,
  audienceMeanings,
  audiences,
  type Field,
  type FieldView,
  fieldNames,
  fields,
  type Relation,
  relations,
} from './schema.ts'
export { changeOwnProfile, recordLook, recordPerson } from './write.ts'
