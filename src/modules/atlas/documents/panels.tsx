import { formatPartialDate } from '#platform/i18n'
import { SectionHeading } from '#ui'
import { type DocumentView, documentKinds } from './schema.ts'

/** On the page of a record: its documents, and for those who may the way to add one. */
export function RecordDocuments({ documents, addHref }: { documents: DocumentView[]; addHref?: string | undefined }) {
  if (documents.length === 0 && !addHref) return null
  return (
    <section aria-labelledby="documents">
      <SectionHeading title="Documents" id="documents" />
      {documents.length > 0 && (
        <ul class="document-list">
          {documents.map((each) => (
            <li key={each.id}>
              <a href={`/documents/${each.id}`}>{each.title}</a>
              <span class="quiet">
                {' '}
                {documentKinds[each.kind]}
                {each.dated && `, ${formatPartialDate('en', each.dated)}`}
                {each.visibility === 'private' && ', for staff only'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {addHref && (
        <p class="no-print">
          <a href={addHref}>Add a document</a>
        </p>
      )}
    </section>
  )
}

export const addDocumentHref = (kind: DocumentView['subjectKind'], id: string): string =>
  `/desk/documents/new?subjectKind=${kind}&subjectId=${encodeURIComponent(id)}`
