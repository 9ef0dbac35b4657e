import { allow, form, mayDo, routes, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { type Before, type Routes, redirect } from '#platform/http'
import { measure } from '#platform/pictures'
import { Button, FileField, Notice, SectionHeading, SelectField } from '#ui'
import { TextView } from '../texts/pages/text.tsx'
import type { TextNode } from '../texts/schema.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, kindNames, workKinds } from '../works/schema.ts'
import { getImport, readForDraft, readForWork } from './read.ts'
import { type ImportView, importDeed, newImport, newWorkFromFile } from './schema.ts'
import { beginFromFile, sendForDraft, settleImport } from './write.ts'

const fileHint =
  'Word (.docx), Markdown (.md) or plain text (.txt), 30 MB at most. You see what comes over before anything is saved.'
const dropping = ['modules/publications/imports/dropping']
const accept = '.docx,.md,.markdown,.txt'

export const importPages: Routes<Viewer> = routes({
  '/desk/works/import': form(
    newWorkFromFile,
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, 'publications.work.write')
      const bodies = (await listBodies(db)).filter(({ id }) => mayDo(viewer, 'publications.work.write', { bodyId: id }))
      return (
        <FormPage
          title="Begin a work from a file"
          lede="Its title is taken from the file, and can be changed."
          problem={problem}
          islands={dropping}
        >
          <form method="post" enctype="multipart/form-data" class="stack">
            <SelectField
              name="kind"
              label="Type"
              value={String(values.kind ?? '')}
              error={problem?.fields.kind}
              placeholder="Choose one"
              options={kindNames.map((value) => ({ value, label: workKinds[value] }))}
            />
            <SelectField
              name="bodyId"
              label="Published by"
              value={String(values.bodyId ?? bodies[0]?.id ?? '')}
              error={problem?.fields.bodyId}
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <FileField name="file" label="File" accept={accept} hint={fileHint} error={problem?.fields.file} />
            <p class="row">
              <Button type="submit">Read it</Button>
              <a href="/desk/works/new">Begin without a file</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input: { file, ...about }, prepared, clock }) => {
      const sent = { ...about, name: file.name, read: prepared, at: clock.now() }
      const { editionId, id } = await beginFromFile(db, actor, sent)
      return redirect(`${draftPath(editionId)}/import/${id}`)
    },
    ({ viewer, input }: Before<{ bodyId: string; file: File }, Viewer>) => readForWork(viewer, input),
  ),

  '/desk/works/:id/import': form(
    newImport,
    async ({ db, viewer, params, form: { problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      return (
        <FormPage
          title={`A file for “${edition.title}”`}
          lede="What the draft says now stays in its history, whatever you decide."
          problem={problem}
          islands={dropping}
        >
          <form method="post" enctype="multipart/form-data" class="stack">
            <FileField name="file" label="File" accept={accept} hint={fileHint} error={problem?.fields.file} />
            <p class="row">
              <Button type="submit">Read it</Button>
              <a href={draftPath(edition.id)}>Back to the draft</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input: { file }, prepared, clock }) => {
      const editionId = params.id ?? ''
      const sent = { editionId, name: file.name, read: prepared, at: clock.now() }
      return redirect(`${draftPath(editionId)}/import/${await sendForDraft(db, actor, sent)}`)
    },
    ({ database, viewer, params, input: { file } }: Before<{ file: File }, Viewer>) =>
      readForDraft(database, viewer, { editionId: params.id ?? '', file }),
  ),

  '/desk/works/:id/import/:import': form(
    importDeed,
    async ({ db, viewer, params, form: { problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const found = await getImport(db, viewer, { editionId: edition.id, id: params.import ?? '' })
      return (
        <FormPage title="What the file says" lede={`${found.fileName}. Nothing is saved yet.`} problem={problem}>
          <Report found={found} draftTitle={edition.title} />
          <form method="post" class="row">
            <Button type="submit" name="deed" value="replace">
              Make it the draft
            </Button>
            <Button type="submit" name="deed" value="append" kind="secondary">
              Put it at the end of the draft
            </Button>
            <Button type="submit" name="deed" value="leave" kind="secondary">
              Leave it
            </Button>
          </form>
          <SectionHeading title="The text" id="text" />
          <TextView
            text={{ type: 'doc', content: found.content.content.map(withBytes(found)) }}
            figureOf={() => ({})}
          />
        </FormPage>
      )
    },
    async ({ db, actor, params, input: { deed }, clock }) => {
      const editionId = params.id ?? ''
      await settleImport(db, actor, { editionId, id: params.import ?? '', deed, at: clock.now() })
      return redirect(deed === 'leave' ? draftPath(editionId) : `${draftPath(editionId)}?saved`)
    },
  ),
})

function Report({ found, draftTitle }: { found: ImportView; draftTitle: string }) {
  const { came } = found.report
  const changed = [
    ...(found.title && found.title !== draftTitle
      ? [`Its title, “${found.title}”, is left out: the draft has one of its own.`]
      : []),
    ...found.report.changed,
  ]
  return (
    <>
      <Notice kind="info" title="This comes over">
        {came.join(', ')}.
      </Notice>
      {changed.length > 0 ? (
        <Notice kind="warning" title="This does not, or not as it was">
          <ul>
            {changed.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p class="quiet">All of it comes over.</p>
      )}
    </>
  )
}

/** Pictures are not stored yet: they stand within the page. */
const withBytes =
  (found: ImportView) =>
  (node: TextNode): TextNode => {
    if (node.type !== 'picture') return node.content ? { ...node, content: node.content.map(withBytes(found)) } : node
    const picture = found.pictures[Number(/^import-(\d+)$/.exec(String(node.attrs?.id))?.[1])]
    if (!picture) return node
    const size = measure(new Uint8Array(Buffer.from(picture.base64, 'base64')))
    return { ...node, attrs: { ...node.attrs, ...size, src: `data:${picture.mediaType};base64,${picture.base64}` } }
  }
