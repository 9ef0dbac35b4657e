import type { VNode } from 'preact'
import { z } from 'zod'
import { allow, download, form, page, pageOf, routes, type Viewer } from '#kernel/access'
import { listSources } from '#kernel/sources'
import { toCsv } from '#platform/csv'
import type { Reader, Writer } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { invalid, notFound, type Problem } from '#platform/problem'
import { findBatch, listAllRejects, listBatches, listRejects } from '../../batches/read.ts'
import { undoBatch } from '../../imports/write.ts'
import { countMentions, listOpenMentions } from '../../mentions/read.ts'
import { listOutcomes, listReasons } from '../../outcomes/read.ts'
import { listFittingRecipes } from '../../recipes/read.ts'
import { headingsOf } from '../../recipes/rules.ts'
import { findRow, findUpload, getUpload, listFiles, listSheets, listUnfinished } from '../../uploads/read.ts'
import type { UploadView } from '../../uploads/schema.ts'
import { addPart, beginUpload, discardUpload } from '../../uploads/write.ts'
import { answersOf, mapDeed, mappingOf, newArrival, piece, step, undoing } from '../schema.ts'
import type { Importer } from '../service.ts'
import { answerNames, beginCommit, endSending, mapUpload, reconsider, sendFiles } from '../write.ts'
import { BatchPage } from './batch.tsx'
import { ListPage, NewPage } from './list.tsx'
import { LookPage } from './look.tsx'
import { DifferencesPage } from './outcomes.tsx'
import { RowPage } from './row.tsx'
import { FailedPage, WaitingPage } from './waiting.tsx'

const home = '/desk/imports'

/** Files on their way into the atlas: sent, looked at, mapped, matched, compared, brought in as one batch, and taken back whole. */
export function arrivalPages(importer: Importer): Routes<Viewer> {
  return routes({
    [home]: page(async ({ db, viewer }) => (
      <ListPage batches={await listBatches(db, viewer)} unfinished={await listUnfinished(db)} />
    )),

    [`${home}/new`]: form(
      newArrival,
      async ({ viewer, form: { problem } }) => {
        allow(viewer, 'atlas.import.commit')
        return <NewPage problem={problem} />
      },
      async ({ db, actor, input, clock }) => {
        const at = clock.now()
        const { files, names, sizes } = input
        if (names.length > 0)
          return redirect(
            `${home}/${await beginUpload(db, actor, { files: names.map((name, each) => ({ name, size: sizes[each] ?? 0 })), at })}`,
          )
        const read = await Promise.all(
          files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
        )
        return goOn(db, importer, await sendFiles(db, actor, { files: read, at }))
      },
    ),

    [`${home}/:id`]: form(
      step,
      async ({ db, viewer, params, query, form: state }) => {
        allow(viewer, 'atlas.import.read')
        const id = params.id ?? ''
        const upload = await findUpload(db, id)
        if (!upload || upload.state === 'done') return doneView(db, viewer, id, state)
        allow(viewer, 'atlas.import.commit')
        return unfinishedView(db, upload, { ...state, sheet: query.sheet })
      },
      async ({ db, actor, params, input, clock }) => {
        const uploadId = params.id ?? ''
        const at = clock.now()
        switch (input.deed) {
          case 'undo': {
            const { reason } = parsed(undoing, input)
            await undoBatch(db, actor, { batchId: uploadId, reason, at })
            return redirect(home)
          }
          case 'piece': {
            const { bytes, ...where } = parsed(piece, input)
            await addPart(db, actor, { ...where, uploadId, bytes: new Uint8Array(await bytes.arrayBuffer()) })
            return redirect(`${home}/${uploadId}`)
          }
          case 'discard':
            await discardUpload(db, actor, { uploadId })
            return redirect(home)
          case 'sent':
            await endSending(db, actor, { uploadId, at })
            break
          case 'map': {
            const sent = parsed(mapDeed, input)
            const sheet = (await listSheets(db, uploadId)).find(({ number }) => number === sent.sheet)
            const mapping = mappingOf(sent, sheet?.columns.map(({ name }) => name) ?? [])
            await mapUpload(db, actor, { uploadId, mapping, source: sent, recipeName: sent.recipeName, at })
            break
          }
          case 'answer':
            await answerNames(db, actor, { uploadId, answers: answersOf(input), at })
            break
          case 'reconsider':
            await reconsider(db, actor, { uploadId })
            break
          case 'commit':
            await beginCommit(db, actor, { uploadId, at })
        }
        return goOn(db, importer, uploadId)
      },
    ),

    [`${home}/:id/rows/:row`]: pageOf(
      z.object({ sheet: z.coerce.number().int().min(0).default(0) }),
      async ({ db, viewer, params, query }) => {
        allow(viewer, 'atlas.import.read')
        const upload = await getUpload(db, params.id ?? '')
        const sheet = (await listSheets(db, upload.id)).find(({ number }) => number === query.sheet)
        const number = Number(params.row)
        const row =
          sheet && Number.isInteger(number) && Math.abs(number) < 2 ** 31
            ? await findRow(db, { uploadId: upload.id, sheet: sheet.number, row: number })
            : undefined
        if (!sheet || !row) throw notFound('atlas.import.row', 'There is no such row in this file.')
        const file = (await listFiles(db, upload.id)).find((each) => each.number === sheet.fileNumber)
        return <RowPage upload={upload} sheet={sheet} row={row} sha256={file?.sha256 ?? ''} />
      },
    ),

    [`${home}/:id/rejects.csv`]: download(z.object({}), async ({ db, viewer, params }) => {
      allow(viewer, 'atlas.import.read')
      const id = params.id ?? ''
      const upload = await findUpload(db, id)
      const rejects =
        upload && upload.state !== 'done'
          ? (await listOutcomes(db, { uploadId: id, outcome: 'rejected' })).map((row) => ({
              ...row,
              file: upload.title,
            }))
          : await listAllRejects(db, viewer, id)
      if (rejects.length === 0) throw notFound('atlas.import.no-rejects', 'No row of this import was turned away.')
      const text = toCsv(
        ['File', 'Row', 'Column', 'Value', 'Reason', 'Explanation'],
        rejects.map(({ file, row, column, value, reason, explanation }) => [
          file,
          row,
          column,
          value,
          reason,
          explanation,
        ]),
        { forSpreadsheets: true },
      )
      return new Response(text, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="rejects-${id}.csv"`,
          'cache-control': 'private, no-store',
        },
      })
    }),
  })
}

interface State {
  values: Record<string, string | string[]>
  problem: Problem | undefined
}

async function doneView(db: Reader, viewer: Viewer, id: string, state: State): Promise<VNode> {
  const batch = await findBatch(db, viewer, id)
  if (!batch) throw notFound('atlas.import.unknown', 'There is no such import.')
  return (
    <BatchPage
      batch={batch}
      rejects={await listRejects(db, viewer, id)}
      hasRows={(await findUpload(db, id)) !== undefined}
      {...state}
    />
  )
}

async function unfinishedView(
  db: Reader,
  upload: UploadView,
  { values, problem, sheet: wanted }: State & { sheet: string | undefined },
): Promise<VNode> {
  const { id } = upload
  if (upload.state === 'failed') return <FailedPage upload={upload} />
  if (upload.state === 'mapping') {
    const sheets = await listSheets(db, id)
    const chosen = Number(
      values.sheet ?? wanted ?? sheets.find((each) => !each.isHidden && each.rowCount > 0)?.number ?? 0,
    )
    const sheet = sheets.find(({ number }) => number === chosen) ?? sheets[0]
    if (!sheet) throw notFound('atlas.import.empty', 'There is no table in this file.')
    const files = await listFiles(db, id)
    const recipes = await listFittingRecipes(db, headingsOf(sheet))
    return <LookPage {...{ upload, sheets, sheet, files, recipes, sources: await listSources(db), values, problem }} />
  }
  if (upload.state === 'ready') {
    const samples = await Promise.all(
      (['new', 'changed', 'conflicting', 'same', 'rejected'] as const).map(async (outcome) => ({
        outcome,
        rows: await listOutcomes(db, { uploadId: id, outcome, limit: 8 }),
      })),
    )
    const names = await countMentions(db, id)
    return (
      <DifferencesPage
        {...{ upload, samples, names, problem }}
        open={await listOpenMentions(db, id, 25)}
        reasons={await listReasons(db, id)}
      />
    )
  }
  return <WaitingPage upload={upload} problem={problem} />
}

/** Back to the page of the import; what is too much for one deed goes on behind it. */
async function goOn(db: Writer, importer: Importer, id: string): Promise<ReturnType<typeof redirect>> {
  const { state } = await getUpload(db, id)
  if (state === 'reading' || state === 'comparing' || state === 'committing') db.afterCommit(importer.wake)
  return redirect(`${home}/${id}`)
}

/** Input of one step, by its own schema; what is wrong comes back beside its field. */
function parsed<Shape extends z.ZodType>(shape: Shape, sent: unknown): z.output<Shape> {
  const read = shape.safeParse(sent)
  if (read.success) return read.data
  const fields = Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.') || 'deed', issue.message]))
  throw invalid('atlas.import.invalid', `Please check: ${Object.values(fields).join(' ')}`, fields)
}
