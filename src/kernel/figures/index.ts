export { findFigureKind, registerFigures } from './rules.ts'
export type { FigureAnswer, FigureAsked, FigureKind } from './schema.ts'
