export const upstairs = 1
