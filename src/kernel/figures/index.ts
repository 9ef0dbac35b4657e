export { findFigureKind, listFigureKinds, registerFigures } from './rules.ts'
export type { FigureAnswer, FigureAsked, FigureKind } from './schema.ts'
