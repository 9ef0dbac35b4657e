import { type FormState, Page } from '#platform/http'
import {
  Breadcrumbs,
  Button,
  FileField,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#ui'
import { correctable, correctableOf } from '../../corrections/schema.ts'
import { type DocumentView, documentKinds, type PageText } from '../schema.ts'

export const fieldsOf =
  ({ values, problem }: FormState) =>
  (name: string) => ({
    name,
    value: typeof values[name] === 'string' ? values[name] : '',
    error: problem?.fields[name],
  })

export function AddPage({
  subject,
  state,
}: {
  subject: { title: string; href: string } | undefined
  state: FormState
}) {
  const field = fieldsOf(state)
  return (
    <Page title="Add a document" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow="Add a document"
          title={subject?.title ?? 'Which record?'}
          lede="A PDF, a picture or a saved page of the web. Its text is read, can be searched and quoted."
        />
        <ProblemSummary problem={state.problem} />
        {subject ? (
          <form method="post" action="/desk/documents/new" enctype="multipart/form-data" class="stack">
            <input type="hidden" name="subjectKind" value={field('subjectKind').value} />
            <input type="hidden" name="subjectId" value={field('subjectId').value} />
            <FileField
              name="file"
              label="File"
              error={field('file').error}
              accept=".pdf,.png,.jpg,.jpeg,.webp,.gif,.html,.htm"
              hint={
                state.problem
                  ? 'Choose the file again: browsers do not keep it.'
                  : 'PDF, PNG, JPEG, WebP, GIF or HTML; 3.8 MB at most.'
              }
            />
            <TextField {...field('title')} label="Title" maxLength={200} />
            <SelectField
              {...field('kind')}
              label="What it is"
              placeholder="Choose one"
              options={Object.entries(documentKinds).map(([value, label]) => ({ value, label }))}
            />
            <TextField {...field('publisher')} label="Who published or wrote it" />
            <TextField
              {...field('dated')}
              label="Its date"
              size="short"
              hint="1978, 1978-05 or 1978-05-03. Leave empty if unknown."
            />
            <TextField
              {...field('language')}
              label="Language"
              size="short"
              hint="As a tag: en, es, ja. Leave empty if unknown."
            />
            <TextField
              {...field('address')}
              type="url"
              label="Where it was found"
              hint="A web address. Leave empty if there is none."
            />
            <TextField {...field('licence')} label="License" hint="Leave empty if none is stated." />
            <RadioGroup
              {...field('visibility')}
              label="Who may see it"
              options={[
                { value: 'public', label: 'Everyone', hint: 'The text, the quotes and the file.' },
                { value: 'private', label: 'Staff only', hint: 'Nobody else learns that it exists.' },
              ]}
            />
            <TextField
              {...field('privateReason')}
              label="Why only staff"
              hint="Only for a document that is not for everyone."
            />
            <TextArea
              {...field('alternative')}
              label="What the picture shows"
              rows={2}
              hint="Only for a picture: for those who do not see it."
            />
            <TextArea
              {...field('transcription')}
              label="What is written in the picture"
              rows={4}
              hint="Only for a picture: it can be searched and quoted."
            />
            <Button type="submit">Add the document</Button>
          </form>
        ) : (
          <p>
            Open this form from the page of the record that the document is about. <a href="/search">Find it</a>
          </p>
        )}
      </div>
    </Page>
  )
}

export function QuotePage({ document, pages, state }: { document: DocumentView; pages: PageText[]; state: FormState }) {
  const field = fieldsOf(state)
  const shown = pages.find(({ number }) => number === Number(field('page').value))
  return (
    <Page title="Quote this document" robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs items={[{ href: `/documents/${document.id}`, label: document.title }, { label: 'Quote' }]} />
        <PageHeader
          title="Quote this document"
          lede="Words are kept as they stand in the text, with the page and the fingerprint of the file."
        />
        <ProblemSummary problem={state.problem} />
        <form method="post" action={`/documents/${document.id}/quotes/new`} class="stack">
          <TextField
            {...field('page')}
            label="Page"
            size="short"
            inputMode="numeric"
            hint={document.pageCount > 0 ? `1 to ${document.pageCount}` : undefined}
          />
          <TextArea
            {...field('words')}
            label="Words"
            rows={4}
            hint="Copied from the text of that page. Line breaks do not matter; every letter does."
          />
          <SelectField
            {...field('property')}
            label="What they say something of"
            placeholder="Nothing yet: only mark them"
            hint="Choose one to put a value on record with these words as its source."
            options={correctableOf[document.subjectKind].map((value) => ({ value, label: correctable[value] }))}
          />
          <TextField
            {...field('value')}
            label="Value"
            hint="As the record needs it: a date as 1978-05-03, a status by its name such as in-force."
          />
          <Button type="submit">Keep the quote</Button>
        </form>
        {shown && (
          <section aria-labelledby="page-text">
            <h2 id="page-text">Text of page {shown.number}</h2>
            <p class="document-text" dir="auto">
              {shown.text}
            </p>
          </section>
        )}
      </div>
    </Page>
  )
}
