export { formatCitation, formatDate, formatInstant, formatNumber, formatPartialDate, plural } from './format.ts'
export { directionOf, type Locale, localeFor, locales, type MessageKey, say } from './messages.ts'
export { siteMission, siteName } from './site-name.ts'
