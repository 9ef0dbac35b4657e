import { english } from './english.ts'

/** Locales with a catalog. English is complete by type; another catalog may leave keys out and falls back to it. */
export const locales = ['en'] as const
export type Locale = (typeof locales)[number]
export type MessageKey = keyof typeof english

const catalogs: Record<Locale, Partial<Record<MessageKey, string>>> = { en: english }

/** The message of `key` in `locale`, with `{name}` places filled in. */
export function say(locale: Locale, key: MessageKey, values: Record<string, string | number> = {}): string {
  const text = catalogs[locale][key] ?? english[key]
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** Best locale for an Accept-Language header (RFC 9110 §12.5.4, weights in order of preference). */
export function localeFor(accepted: string | undefined): Locale {
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(';q=')
      return { language: tag.slice(0, 2).toLowerCase(), weight: Number(weight ?? 1) }
    })
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const known = locales.find((locale) => locale === language)
    if (known) return known
  }
  return 'en'
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** `ES-mx` → `es-MX`; undefined for what is no tag of a language that has a name (BCP 47). */
export function languageTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text)
    return tag && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) ? tag : undefined
  } catch {
    // Not even the form of a tag.
    return undefined
  }
}

export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(language.slice(0, 2)) ? 'rtl' : 'ltr')
