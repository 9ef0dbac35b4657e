/**
 * S5 and S6 (requests per second, and a throttled browser) need the server. When it serves the atlas, they are measured here
 * and added to the bars of `index.ts`; until then nothing is claimed for them.
 */
export const httpBars = ['S5', 'S6'] as const
