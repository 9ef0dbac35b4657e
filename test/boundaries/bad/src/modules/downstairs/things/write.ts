export const deed = 1
