import type { Reader } from '#platform/db'
import { formatNumber, plural } from '#platform/i18n'
import { LinkButton, SectionHeading } from '#ui'
import { findLetter } from '../letters/read.ts'
import { isOpen } from '../letters/rules.ts'
import type { LetterView } from '../letters/schema.ts'
import { workPath } from '../works/schema.ts'
import { listSignatures } from './read.ts'
import type { SignatureView } from './schema.ts'

const shownAtOnce = 60

export interface SignedShown {
  letter: LetterView
  signatures: SignatureView[]
  isOpen: boolean
}

export async function signedOf(db: Reader, workId: string, now: Date): Promise<SignedShown | undefined> {
  const letter = await findLetter(db, workId)
  if (!letter) return undefined
  return {
    letter,
    isOpen: isOpen(letter, now),
    signatures: await listSignatures(db, letter, { page: 1, size: shownAtOnce }),
  }
}

/** The names under a letter. */
export function Signed({ signed: { letter, signatures, isOpen: takesMore } }: { signed: SignedShown }) {
  return (
    <section aria-labelledby="signed" class="text-end">
      <SectionHeading title={`Signed by ${plural('en', letter.signed, 'person', 'people')}`} id="signed" />
      <SignatureList signatures={signatures} />
      {letter.signed > signatures.length && (
        <p>
          <a href={`${workPath(letter.slug)}/signatures`}>All {formatNumber('en', letter.signed)} signatures</a>
        </p>
      )}
      {takesMore && letter.who === 'anybody' && (
        <p class="no-print">
          <LinkButton href={`/letters/${letter.code}`}>Sign it</LinkButton>
        </p>
      )}
    </section>
  )
}

export function SignatureList({ signatures }: { signatures: SignatureView[] }) {
  if (signatures.length === 0) return <p>Nobody has signed yet.</p>
  return (
    <ul class="signature-list">
      {signatures.map((signature) => (
        <li key={signature.id}>
          <span dir="auto">{signature.name}</span>
          {signature.title && (
            <span class="quiet" dir="auto">
              , {signature.title}
              {signature.capacity === 'personal' && ' (title for identification only)'}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
