export const atlas = 1
