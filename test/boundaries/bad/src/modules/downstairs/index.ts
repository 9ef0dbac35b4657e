export const downstairs = 1
