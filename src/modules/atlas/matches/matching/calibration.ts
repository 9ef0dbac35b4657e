/**
 * What each piece of evidence weighs, in natural logarithms of odds; *none of them* stands at 0. Those of the first group were chosen by
 * `CALIBRATE=1 npm run bench -- match` (bench/match/calibration.ts), which prints this table: a multinomial logit under which the right
 * answers to labelled questions about places with even GeoNames ids are most probable together. How well the probabilities hold on the
 * odd ones is what the bench measures.
 */
export const fitted = {
  sameName: -2.87,
  bareName: -0.38,
  similarName: 3.84,
  spelling: 2.8,
  nearness: 1.92,
  // The likeliest is 0.29; of the same questions this one puts more right answers first.
  farness: 0.45,
  sizeThere: 1.22,
  sizeAnywhere: 2.36,
  country: 2.56,
  subdivision: 8.15,
  otherSubdivision: -11.12,
  aloneThere: 7.4,
  aloneAnywhere: 6.83,
  dwarfsThere: -1.25,
  dwarfsAnywhere: 4.15,
} as const

/** Of a hundred names so many mean something else than all evidence says: what is meant is unknown here, or the source errs. */
export const doubt = 0.03

/** What the labelled questions say nothing of: set by hand, and judged by the starter data and the twin towns of the bench. */
export const given = {
  bareBesideWhole: -8,
  unreadSubdivision: -1,
  near: 8,
  nearSimilar: 3,
  far: -1.8,
  level: 1.5,
  otherLevel: -10,
  otherThanPlain: -1,
  besideTown: -8,
  large: 6,
  largeAnywhere: 6,
  tie: 8,
  cell: 5,
  otherCell: -5,
} as const

export const weights = { ...fitted, ...given }
export type Evidence = keyof typeof weights
