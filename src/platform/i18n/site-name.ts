/** What the site is called, and what it is for in a sentence. */
export const siteName = 'Legation'
export const siteMission = 'What American places do abroad, with the evidence for every sentence.'
