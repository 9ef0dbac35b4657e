import type { Audience, Relation } from './schema.ts'

/**
 * May somebody who stands in this relation see a field with this audience? The wall of `people.fields` in the
 * database says the same; a test holds them together.
 */
export function maySee(audience: Audience, relation: Relation): boolean {
  if (relation.isSelf) return true
  switch (audience) {
    case 'public':
      return true
    case 'members':
      return relation.sharesBody || relation.isStaffOfTheirBody
    case 'cohort':
      return relation.sharesCohort || relation.isStaffOfTheirBody
    case 'staff':
      return relation.isStaffOfTheirBody
    case 'me':
      return false
  }
}
