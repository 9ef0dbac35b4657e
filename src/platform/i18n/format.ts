import type { Locale } from './messages.ts'
import { siteName } from './site-name.ts'

const tag: Record<Locale, string> = { en: 'en-US' }

/** One object per locale: making one costs more than a thousand uses, and a page of the map has a thousand figures. */
const perLocale = <T>(make: (tag: string) => T): ((locale: Locale) => T) => {
  const made = new Map<Locale, T>()
  return (locale) => {
    const found = made.get(locale) ?? make(tag[locale])
    made.set(locale, found)
    return found
  }
}
const wholeNumbers = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
const pluralRules = perLocale((locale) => new Intl.PluralRules(locale))
const longDates = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))
const months = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
)
const minutes = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
)

export const formatNumber = (locale: Locale, value: number, digits = 0): string =>
  digits === 0
    ? wholeNumbers(locale).format(value)
    : new Intl.NumberFormat(tag[locale], { maximumFractionDigits: digits }).format(value)

/** `2026-03-03` → `March 3, 2026`. */
export const formatDate = (locale: Locale, day: string): string =>
  longDates(locale).format(new Date(`${day}T00:00:00Z`))

/** An instant with its minute and zone, always UTC so that two readers quote the same text. */
export const formatInstant = (locale: Locale, instant: Date): string => `${minutes(locale).format(instant)} UTC`

interface Span {
  from: Date
  to: Date
  zone: string
}

const spanWords = (locale: Locale, { from, to, zone }: Span, style: Intl.DateTimeFormatOptions): string =>
  // Narrow spaces of the locale are lost in plain text and in Word.
  new Intl.DateTimeFormat(tag[locale], { ...style, timeZone: zone })
    .formatRange(from, to)
    .replace(/[\u2009\u202f]/g, ' ')

/** From one instant to another as clocks of a zone show it: `June 3, 2026, 9:00 AM – 12:00 PM CDT`. */
export const formatSpan = (locale: Locale, span: Span): string =>
  spanWords(locale, span, {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  })

/** The days of it: `June 3 – 5, 2026`. */
export const formatDays = (locale: Locale, span: Span): string => spanWords(locale, span, { dateStyle: 'long' })

/** A date known to the year (`1978`), the month (`1978-05`) or the day; anything richer is shown as written (EDTF). */
export function formatPartialDate(locale: Locale, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(locale, text)
  if (/^\d{4}-\d{2}$/.test(text)) return months(locale).format(new Date(`${text}-01T00:00:00Z`))
  return text
}

/** `plural('en', 1, 'tie', 'ties')` → `1 tie`. */
export function plural(locale: Locale, count: number, one: string, other: string): string {
  const isOne = pluralRules(locale).select(count) === 'one'
  return `${formatNumber(locale, count)} ${isOne ? one : other}`
}

const languageNames = perLocale((locale) => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }))

/** `pt-BR` → `Brazilian Portuguese`; a tag that nobody has given a name is shown as written. */
export const formatLanguage = (locale: Locale, language: string): string =>
  languageNames(locale).of(language) ?? language

export interface Cited {
  title: string
  /** Id of a record, where its address alone could be taken for the page around it. */
  record?: string
  /** Day (ISO 8601) up to which what is said was known. */
  day: string
  address: string
}

/** How a page of this site is cited. */
export const formatCitation = (locale: Locale, { title, record, day, address }: Cited): string =>
  `“${title}.” ${siteName}, ${record ? `record ${record}, ` : ''}as known on ${formatDate(locale, day)}. ${address}`
