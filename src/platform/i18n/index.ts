export {
  formatCitation,
  formatDate,
  formatDays,
  formatInstant,
  formatLanguage,
  formatNumber,
  formatPartialDate,
  formatSpan,
  plural,
} from './format.ts'
export { directionOf, type Locale, languageTag, localeFor, locales, type MessageKey, say } from './messages.ts'
export { siteMission, siteName } from './site-name.ts'
