import { secretHash } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import type { LetterView } from './schema.ts'

/** Letters that look like Latin ones, the usual ones of UTS #39: Cyrillic, Greek, digits. */
const alike: Record<string, string> = {
  ...{
    а: 'a',
    в: 'b',
    е: 'e',
    ё: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
  },
  ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ω: 'w' },
  ...{ '0': 'o', '1': 'l', '3': 'e', '5': 's', ı: 'i', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' },
}

/** What names that look alike have in common: accents, case, spaces and letters of other alphabets make no difference. */
export const nameKey = (name: string): string =>
  [...name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()]
    .map((letter) => alike[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}]/gu, '')

const dotless = new Set(['gmail.com', 'googlemail.com'])

/** One key for every spelling of one mailbox: case, plus-tags, and the dots that Gmail does not read. Kept as a hash. */
export function addressKey(address: string): string {
  const [local = '', domain = ''] = address.normalize('NFKC').trim().toLowerCase().split('@')
  const plain = local.replace(/\+.*$/, '')
  const host = domain === 'googlemail.com' ? 'gmail.com' : domain
  return secretHash(`${dotless.has(host) ? plain.replaceAll('.', '') : plain}@${host}`)
}

/** Refuses what the terms do not allow. The answer about one's employer is used here and kept nowhere. */
export function refuseCapacity(
  letter: LetterView,
  asked: { capacity: 'personal' | 'official'; isFederal: boolean },
): void {
  if (!asked.isFederal || letter.federal === 'anybody') return
  if (letter.federal === 'nobody')
    throw invalid(
      'publications.signature.federal',
      'Counsel of this body has said that employees of the federal government should not sign this letter. Your answer was not kept.',
      { isFederal: 'You cannot sign this letter' },
    )
  if (asked.capacity === 'official')
    throw invalid(
      'publications.signature.federal',
      'Employees of the federal government may sign this letter in their personal capacity only. Your answer was not kept.',
      { capacity: 'Choose the personal capacity' },
    )
}

export const isOpen = ({ closesAt, closedAt }: LetterView, now: Date): boolean =>
  closedAt === null && (closesAt === null || closesAt > now)

export function refuseClosed(letter: LetterView, now: Date): void {
  if (!isOpen(letter, now))
    throw conflict('publications.letter.closed', 'This letter is closed: it takes no more signatures.')
}
