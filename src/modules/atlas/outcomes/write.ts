import { createHash } from 'node:crypto'
import { type Reader, sql, type Writer } from '#platform/db'
import { draftRow, type Width, widthOf } from '../drafts/rules.ts'
import { listAnswers } from '../judgements/read.ts'
import { followJudgementsIn } from '../judgements/write.ts'
import { Names } from '../mentions/rules.ts'
import type { Answer, NewMention } from '../mentions/schema.ts'
import { recordMentions } from '../mentions/write.ts'
import { type Mapping, mapping as mappingShape, recordKinds } from '../recipes/schema.ts'
import { listEntities } from '../spine/read.ts'
import { buildSpine, type Spine } from '../spine/rules.ts'
import { findBlock, getUpload, listFiles, listSheets } from '../uploads/read.ts'
import { isRecord } from '../uploads/rules.ts'
import type { SheetView, UploadView } from '../uploads/schema.ts'
import { type Hand, saveProgress, turnUpload } from '../uploads/write.ts'
import { listKnownEngagements, listKnownStatements, listNamedBy } from './read.ts'
import {
  asOutcome,
  type Compared,
  compareRecord,
  type KnownPairs,
  neighborsOf,
  pairsOf,
  type Resolved,
  resolveDraft,
} from './rules.ts'
import type { DifferenceCounts, OutcomeRow } from './schema.ts'

/** What an upload would do to what is known, worked out in full and not yet done. */
export interface Differences {
  upload: UploadView
  sheet: SheetView
  sourceId: string
  mapping: Mapping
  rows: OutcomeRow[]
  records: { id: string; isKnown: boolean; title: string; compared: Compared }[]
  gone: { id: string; title: string; statements: string[] }[]
  mentions: NewMention[]
  counts: DifferenceCounts
  digest: string
}

/** Compares an upload with what is known and writes down what every row would do. From the beginning, however often it was begun. */
export async function compareUpload(hand: Hand, { id }: { id: string }): Promise<void> {
  const found = await workOut(hand, id)
  await saveDifferences(hand, found)
  await hand.step((db) => turnUpload(db, { id, state: 'ready' }))
}

interface Plan {
  upload: UploadView
  sheet: SheetView
  sourceId: string
  mapping: Mapping
  form: string
  /** How many cells a row of a delimited file must have; others have as many as they like. */
  width: Width | undefined
  spine: Spine
  answers: Map<string, Answer>
  pairs: KnownPairs
  neighbors: Map<string, Set<string>>
}

async function planFor(db: Reader, id: string): Promise<Plan> {
  const upload = await getUpload(db, id)
  const mapping = mappingShape.parse(upload.mapping)
  const sheet = (await listSheets(db, id)).find(({ number }) => number === mapping.sheet)
  if (!sheet || !upload.sourceId) throw new Error(`The upload ${id} is compared before it is mapped`)
  const { form } = recordKinds[mapping.record]
  const file = (await listFiles(db, id)).find(({ number }) => number === sheet.fileNumber)
  const width = file?.delimiter && sheet.heading.rows > 0 ? widthOf(sheet) : undefined
  const { sourceId } = upload
  const spine = buildSpine(await listEntities(db))
  const answers = new Map((await listAnswers(db, sourceId)).map((each) => [each.key, each]))
  const known = await listKnownEngagements(db, form)
  return {
    upload,
    sheet,
    sourceId,
    mapping,
    form,
    width,
    spine,
    answers,
    pairs: pairsOf(known),
    neighbors: neighborsOf(known),
  }
}

export async function workOut(hand: Hand, id: string): Promise<Differences> {
  const plan = await hand.step((db) => planFor(db, id))
  const { upload, sheet, sourceId, mapping } = plan
  const names = new Names(plan)
  const rows: OutcomeRow[] = []
  const byRecord = new Map<string, Resolved[]>()
  await eachDraft(hand, plan, { doing: 'Reading names' }, (drafted) => {
    if ('draft' in drafted) names.hear(drafted.draft)
  })
  const read = await eachDraft(hand, plan, { doing: 'Comparing' }, (drafted) => {
    const resolved =
      'reject' in drafted
        ? drafted
        : resolveDraft(drafted.draft, {
            ...plan,
            record: mapping.record,
            meantOf: (end) => names.meantOf(end, drafted.draft.row),
          })
    if ('reject' in resolved) {
      rows.push(asOutcome(resolved.reject))
      return
    }
    const others = byRecord.get(resolved.resolved.id)
    if (others) others.push(resolved.resolved)
    else byRecord.set(resolved.resolved.id, [resolved.resolved])
  })
  const known = Map.groupBy(
    await hand.step((db) => listKnownStatements(db, [...byRecord.keys()])),
    ({ subjectId }) => subjectId,
  )
  const records = [...byRecord].map(([recordId, said]) => {
    const compared = compareRecord(said, known.get(recordId) ?? [], sourceId)
    const { title, isKnown } = said[0] ?? { title: '', isKnown: false }
    for (const { row, outcome, words } of compared.rows)
      rows.push({ row, outcome, engagementId: recordId, title, column: '', value: '', reason: '', explanation: words })
    return { id: recordId, title, isKnown, compared }
  })
  rows.sort((a, b) => a.row - b.row)
  const named = await hand.step((db) => listNamedBy(db, { sourceId, form: plan.form }))
  const gone = named.filter((each) => !byRecord.has(each.id))
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  const counts = {
    read,
    new: count('new'),
    changed: count('changed'),
    conflicting: count('conflicting'),
    same: count('same'),
    rejected: count('rejected'),
    gone: gone.length,
    waiting: rows.filter(({ reason }) => reason === 'open-name').length,
  }
  return {
    upload,
    sheet,
    sourceId,
    mapping,
    rows,
    records,
    gone,
    mentions: names.list(),
    counts,
    digest: digestOf(rows, gone),
  }
}

/** Reads every record of the file in order, block by block; returns how many there are. */
async function eachDraft(
  hand: Hand,
  { upload: { id }, sheet, mapping, spine, width }: Plan,
  { doing }: { doing: string },
  use: (drafted: ReturnType<typeof draftRow>) => void,
): Promise<number> {
  const names = sheet.columns.map(({ name }) => name)
  let [after, read] = [-1, 0]
  for (;;) {
    const from = after
    const block = await hand.step((db) => findBlock(db, { uploadId: id, sheet: sheet.number, after: from }))
    if (!block) return read
    after = block[0]?.number ?? after
    for (const row of block) {
      if (!isRecord(sheet.heading, row)) continue
      read += 1
      use(draftRow(row, { mapping, names, words: spine.words, width }))
    }
    await hand.step((db) => saveProgress(db, { id, doing, done: read, all: sheet.rowCount }))
  }
}

function digestOf(rows: OutcomeRow[], gone: { id: string }[]): string {
  const hash = createHash('sha256')
  for (const { row, outcome, engagementId, reason } of rows)
    hash.update(`${row} ${outcome} ${engagementId} ${reason}\n`)
  for (const { id } of gone) hash.update(`gone ${id}\n`)
  return hash.digest('base64url')
}

const chunk = 5000

export async function saveDifferences(hand: Hand, found: Differences): Promise<void> {
  const { id } = found.upload
  await hand.step((db) => db.save(sql`delete from atlas.upload_outcomes where upload_id = ${id}`))
  for (let start = 0; start < found.rows.length; start += chunk)
    await hand.step(async (db) => {
      await saveOutcomes(db, id, found.rows.slice(start, start + chunk))
      await saveProgress(db, { id, doing: 'Writing down', done: start, all: found.rows.length })
    })
  await hand.step(async (db) => {
    await recordMentions(db, { uploadId: id, sourceId: found.sourceId, mentions: found.mentions })
    await followJudgementsIn(db, id)
    await db.save(
      sql`update atlas.uploads set counts = ${JSON.stringify(found.counts)}, digest = ${found.digest} where id = ${id}`,
    )
  })
}

async function saveOutcomes(db: Writer, id: string, rows: OutcomeRow[]): Promise<void> {
  await db.save(sql`insert into atlas.upload_outcomes (upload_id, row_number, outcome, engagement_id, title, column_name, value, reason, explanation)
    select ${id}, "row", outcome, "engagementId", title, "column", value, reason, explanation
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as each("row" integer, outcome text, "engagementId" text, title text,
      "column" text, value text, reason text, explanation text)`)
}
