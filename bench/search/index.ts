import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anonymous } from '#kernel/access'
import { indexDocuments, searchDocuments } from '#kernel/search'
import { Database, migrate, pglitePool, type Reader, readMigrations, sql } from '#platform/db'
import { ndcg } from './ndcg.ts'

// Cranfield: 1,400 abstracts, 225 questions, judged answers. Small and old: enough to show that a ranking is not broken.
const folder = process.env.LEGATION_SEARCH_DATA ?? join(import.meta.dirname, '../../../shared/data/search')
const bar = 0.39
const depth = 10

const readTable = (name: string): string[][] =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

type Rank = (db: Reader, query: string) => Promise<string[]>

/** PostgreSQL's own ranking as people meet it first: every word must be there, cover density decides. */
const websearch: Rank = (db, query) => plain(db, sql`websearch_to_tsquery('english', ${query})`, sql`ts_rank_cd`)

/** The best of PostgreSQL's own: any word counts, normalized by length. */
const anyWord: Rank = (db, query) => {
  const words = query.match(/[a-z0-9]+/g) ?? []
  return plain(db, sql`to_tsquery('english', ${words.join(' | ')})`, sql`ts_rank`)
}

async function plain(db: Reader, question: ReturnType<typeof sql>, rank: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select id from bench_documents, ${question} as question
    where words @@ question order by ${rank}(words, question, 1) desc, id limit 100`)
  return rows.map((row) => row.id)
}

const ours: Rank = async (db, query) =>
  (await searchDocuments(db, anonymous, { query, limit: 100 })).found.map((found) => found.recordId)

/** `npm run bench -- search`: nDCG@10 of the search box beside PostgreSQL's own rankings, in one database. Returns whether the bar holds. */
export async function run(): Promise<boolean> {
  if (!existsSync(folder)) {
    console.log(`The Cranfield collection is missing at ${folder}; set LEGATION_SEARCH_DATA to its folder.`)
    return false
  }
  const database = new Database(await pglitePool())
  await migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')))
  await fill(database)
  const queries = readTable('cranfield-queries.tsv').map(([id = '', , text = '']) => ({ id, text }))
  const judged = new Map<string, Set<string>>()
  for (const [id = '', document = '', relevance] of readTable('cranfield-qrels.tsv'))
    if (relevance === '1') judged.set(id, (judged.get(id) ?? new Set()).add(document))

  console.log(`Cranfield, ${queries.length} questions, nDCG@${depth}`)
  const scores: Record<string, number> = {}
  for (const [name, rank] of Object.entries({
    'PostgreSQL websearch, ts_rank_cd': websearch,
    'PostgreSQL any word, ts_rank': anyWord,
    Legation: ours,
  })) {
    const began = performance.now()
    let total = 0
    for (const query of queries) {
      const ids = await database.read((db) => rank(db, query.text))
      total += ndcg(ids, judged.get(query.id) ?? new Set(), depth)
    }
    scores[name] = total / queries.length
    console.log(
      `  ${name.padEnd(34)} ${(total / queries.length).toFixed(3)}   ${((performance.now() - began) / queries.length).toFixed(1)} ms a question`,
    )
  }
  await database.close()
  const score = scores.Legation ?? 0
  console.log(`BAR search nDCG@10 ${score.toFixed(3)} (>= ${bar}) ${score >= bar ? 'ok' : 'SHORT'}`)
  return score >= bar
}

async function fill(database: Database): Promise<void> {
  const documents = readTable('cranfield-docs.tsv').map(([id = '', title = '', , , text = '']) => ({
    id,
    title: title || id,
    text,
  }))
  await database.write(async (db) => {
    db.unaudited('a benchmark leaves nothing behind')
    await indexDocuments(
      db,
      // The text begins with the title again: what follows it is the body.
      documents.map(({ id, title, text }) => ({
        kind: 'paper',
        recordId: id,
        title,
        body: text.startsWith(title) ? text.slice(title.length) : text,
        address: `/${id}`,
      })),
    )
    await db.save(sql`create table bench_documents as select id, to_tsvector('english', text) as words
      from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) as document(id text, text text)`)
  })
}
