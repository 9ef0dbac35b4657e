import type { FigureKind } from './schema.ts'

const known = new Map<string, FigureKind>()

/** Modules declare the figures they answer for once, at start. */
export function registerFigures(kinds: FigureKind[]): void {
  for (const kind of kinds) known.set(kind.name, kind)
}

export const findFigureKind = (name: string): FigureKind | undefined => known.get(name)
