export const basement = 1
