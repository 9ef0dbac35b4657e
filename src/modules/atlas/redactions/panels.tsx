import { formatInstant, plural } from '#platform/i18n'
import { Notice } from '#ui'
import type { MadeView, RedactionView } from './schema.ts'

/** On a document that was made by taking words out of another. */
export function RedactedCopy({ made }: { made: MadeView }) {
  return (
    <Notice kind="info" title="This is a redacted copy">
      {plural('en', made.removed, 'passage was', 'passages were')} taken out. Its pages are pictures.
      {made.reason && ` Why: ${made.reason}`}
      {made.fate === 'destroyed' &&
        ` The original was destroyed on ${formatInstant('en', made.doneAt)}${made.scrubbedAt ? '' : '; the files of the database are still to be written anew'}. A backup made before still holds it until you delete it; where it is restored with the folder of this site, it is destroyed again.`}
    </Notice>
  )
}

/** On the document as it was, for staff: what is being done with it. */
export function Redactions({ redactions }: { redactions: RedactionView[] }) {
  return redactions.map((each) => (
    <Notice
      key={each.id}
      kind={each.state === 'failed' ? 'danger' : 'info'}
      title={
        each.state === 'waiting'
          ? 'A redacted copy is being made'
          : each.state === 'failed'
            ? 'No redacted copy could be made'
            : 'There is a redacted copy'
      }
    >
      {each.state === 'waiting' &&
        'This document is already out of sight for everyone but staff. Reload this page in a moment. '}
      {each.problem && `${each.problem} `}
      {each.resultId && <a href={`/documents/${each.resultId}`}>{each.title}</a>}
    </Notice>
  ))
}
