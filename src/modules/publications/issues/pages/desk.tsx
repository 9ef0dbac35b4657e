import { z } from 'zod'
import { download, form, page, routes, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import type { Shelf } from '../../lists/service.ts'
import { newsletterDeskPath } from '../../newsletters/schema.ts'
import { FormPage } from '../../works/pages/draft.tsx'
import { letterHtml } from '../formats/letter.tsx'
import { letterText } from '../formats/plain.ts'
import { findComingEdition, getIssue, listComingEditions } from '../read.ts'
import { drawingOf, ownBasis, ownCode, ownReading } from '../rules.ts'
import { issueDeskPath, issueInput } from '../schema.ts'
import { saveIssue } from '../write.ts'
import { IssueForm } from './form.tsx'

/** An issue as it would reach somebody, with addresses that lead to nobody's own. */
export async function drawSample(
  db: Reader,
  viewer: Viewer,
  { id, shelf, publicUrl, now }: { id: string; shelf: Shelf; publicUrl: string; now: Date },
) {
  const { issue, list } = await getIssue(db, viewer, id)
  const works = issue.workIds.flatMap((workId) => shelf.all().find((work) => work.workId === workId) ?? [])
  const edition = issue.editionId
    ? await findComingEdition(db, { id: issue.editionId, bodyId: list.bodyId })
    : undefined
  const drawing = drawingOf({ issue, list, works, edition, origin: publicUrl, now })
  const at = `${publicUrl}${list.kind === 'press' ? '/newsletters' : `/newsletters/${list.slug}`}`
  const plain = (text: string) =>
    text
      .replaceAll(`${publicUrl}/subscriptions/${ownCode}`, at)
      .replaceAll(`${publicUrl}/unsubscribe/${ownCode}`, at)
      .replaceAll(ownReading, edition ? `${publicUrl}/works/${edition.slug}` : at)
      .replaceAll(ownBasis, 'where each address is from')
  return { issue, list, html: plain(letterHtml(drawing)), text: plain(letterText(drawing)) }
}

export const issueDeskPages = (shelf: Shelf, publicUrl: string): Routes<Viewer> =>
  routes({
    '/desk/issues/:id': form(
      issueInput,
      async ({ db, viewer, params, query, clock, form: state }) => {
        const { issue, list } = await getIssue(db, viewer, params.id ?? '')
        const editions = list.kind === 'press' ? await listComingEditions(db, list.bodyId) : []
        const isOpen = issue.state === null || issue.state === 'scheduled'
        return (
          <FormPage title={issue.subject} lede={isOpen ? undefined : 'It went out like this.'} problem={state.problem}>
            {'saved' in query && <p role="status">Saved.</p>}
            <Ways id={issue.id} listId={list.id} name={list.name} />
            {isOpen ? (
              <IssueForm
                issue={issue}
                list={list}
                all={shelf.all()}
                editions={editions}
                state={state}
                now={clock.now()}
              />
            ) : (
              <p>
                What it says cannot be changed any more.{' '}
                <a href={`${issueDeskPath(issue.id)}/sending`}>How far it is</a>
              </p>
            )}
          </FormPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const id = params.id ?? ''
        await saveIssue(db, actor, { ...input, id, at: clock.now(), all: shelf.all() })
        return redirect(`${issueDeskPath(id)}?saved`)
      },
    ),

    '/desk/issues/:id/preview': page(async ({ db, viewer, params }) => {
      const { issue, list } = await getIssue(db, viewer, params.id ?? '')
      const at = issueDeskPath(issue.id)
      return (
        <FormPage title={`Preview of “${issue.subject}”`} problem={undefined}>
          <Ways id={issue.id} listId={list.id} name={list.name} />
          <Frame title="At a desk" src={`${at}/letter.html`} size="wide" />
          <Frame title="On a phone" src={`${at}/letter.html`} size="narrow" />
          <Frame title="As plain text" src={`${at}/letter.txt`} size="wide" />
        </FormPage>
      )
    }),

    '/desk/issues/:id/letter.html': download(z.object({}), async ({ db, viewer, params, clock }) => {
      const { html } = await drawSample(db, viewer, { id: params.id ?? '', shelf, publicUrl, now: clock.now() })
      return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    }),

    '/desk/issues/:id/letter.txt': download(z.object({}), async ({ db, viewer, params, clock }) => {
      const { text } = await drawSample(db, viewer, { id: params.id ?? '', shelf, publicUrl, now: clock.now() })
      return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
    }),
  })

export function Ways({ id, listId, name }: { id: string; listId: string; name: string }) {
  const at = issueDeskPath(id)
  return (
    <p class="row no-print">
      <a href={at}>Write</a>
      <a href={`${at}/preview`}>Preview</a>
      <a href={`${at}/sending`}>Test, schedule, send</a>
      <a href={newsletterDeskPath(listId)}>{name}</a>
    </p>
  )
}

/** A letter in a frame in which nothing runs, as in a mail program. */
function Frame({ title, src, size }: { title: string; src: string; size: 'wide' | 'narrow' }) {
  return (
    <section class="stack">
      <h2>{title}</h2>
      <iframe class={`letter-frame letter-frame-${size}`} title={title} src={src} sandbox="" />
    </section>
  )
}
