import { pages } from '../things/pages.tsx'
export const bad = pages
