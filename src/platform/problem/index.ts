export {
  conflict,
  forbidden,
  gone,
  invalid,
  notFound,
  Problem,
  type ProblemKind,
  statusOf,
  tooLarge,
  tooMany,
  unauthenticated,
  unavailable,
} from './problem.ts'
