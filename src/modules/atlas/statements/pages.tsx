import { form, page, routes, type Viewer } from '#kernel/access'
import { listSayings, type SubjectStatement } from '#kernel/claims'
import { type Concept, listConcepts } from '#kernel/topics'
import type { Reader } from '#platform/db'
import { type FormState, Page, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import {
  Breadcrumbs,
  Button,
  DataTable,
  Notice,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  RecordEntry,
  RecordList,
  SectionHeading,
  StatusChip,
  TextArea,
} from '#ui'
import { namedIn, wordingWith } from '../engagements/pages/entries.tsx'
import type { Wording } from '../engagements/pages/evidence.ts'
import { engagementPath, partyPath, statementPath } from '../engagements/pages/paths.ts'
import { listParties } from '../engagements/read.ts'
import { governmentWording } from '../profiles/pages/reference.tsx'
import { getStatement, listJudgements } from './read.ts'
import { verdictsOn } from './rules.ts'
import { type JudgedStatement, judgement, verdicts } from './schema.ts'
import { judgeStatement } from './write.ts'

/** Where one statement is taken back or ranked, and the list of those that were. */
export const statementPages = routes({
  '/desk/statements': page(async ({ db, viewer }) => {
    const judged = await listJudgements(db, viewer)
    const wordingOf = await wordingFor(db, judged)
    return (
      <Page title="Statements taken back" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Statements taken back"
            lede="One by one, for good or to rank them otherwise. A statement is found on the record it is about, under its evidence."
          />
          <DataTable
            caption="Statements taken back, newest first"
            isCaptionHidden
            columns={[
              {
                key: 'about',
                label: 'About',
                cell: (row: JudgedStatement) => <a href={statementPath(row.id)}>{row.subjectTitle}</a>,
              },
              {
                key: 'said',
                label: 'Said',
                cell: (row: JudgedStatement) => (
                  <>
                    {wordingOf(row).term}: <del>{wordingOf(row).value}</del>
                  </>
                ),
              },
              { key: 'why', label: 'Reason', cell: (row: JudgedStatement) => row.retractedReason },
              {
                key: 'when',
                label: 'When',
                cell: (row: JudgedStatement) => row.retractedAt && formatInstant('en', row.retractedAt),
              },
            ]}
            rows={judged}
            keyOf={(row) => row.id}
            whenEmpty="Nothing has been taken back one by one."
          />
        </div>
      </Page>
    )
  }),

  '/desk/statements/:id': form(
    judgement,
    async ({ db, viewer, params, form: state }) => (
      <StatementPage {...(await whole(db, viewer, params.id))} state={state} />
    ),
    async ({ db, actor, params, input, clock }) =>
      redirect(
        statementPath(await judgeStatement(db, actor, { id: params.id ?? '', judgement: input, at: clock.now() })),
      ),
  ),
})

interface Whole {
  said: JudgedStatement
  /** The same words, each time they were recorded, newest first. */
  sayings: SubjectStatement[]
  wordingOf: Wording
}

async function whole(db: Reader, viewer: Viewer, id = ''): Promise<Whole> {
  const said = await getStatement(db, viewer, id)
  const sayings = await listSayings(db, said.id)
  return { said, sayings, wordingOf: await wordingFor(db, [said]) }
}

/** Claims in the words of the page of their record; by concepts that are at hand, if they are. */
export async function wordingFor(db: Reader, statements: JudgedStatement[], known?: Concept[]): Promise<Wording> {
  const organizations = new Set(statements.filter((each) => each.subjectKind === 'organization').map((each) => each.id))
  const ofOthers = statements.filter(({ id }) => !organizations.has(id))
  if (ofOthers.length === 0) return governmentWording
  const named = namedIn(ofOthers)
  const parties = named.length > 0 ? await listParties(db, named) : []
  const concepts = known ?? (await listConcepts(db, [...new Set(ofOthers.map(({ property }) => property))]))
  const ofEngagements = wordingWith(concepts, new Map(parties.map(({ id, name }) => [id, name])))
  return (statement) => (organizations.has(statement.id) ? governmentWording : ofEngagements)(statement)
}

export const recordPath = (said: JudgedStatement): string =>
  said.subjectKind === 'engagement'
    ? engagementPath(said.subjectId)
    : partyPath({ id: said.subjectId, kind: said.partyKind })

function StatementPage({ said, sayings, wordingOf, state: { values, problem } }: Whole & { state: FormState }) {
  const { term, value } = wordingOf(said)
  const open = verdictsOn(said, sayings[0]?.id !== said.id)
  const typed = (name: string) => String(values[name] ?? '')
  return (
    <Page title={`${term}: ${value}`} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: recordPath(said), label: said.subjectTitle }, { label: 'One statement' }]} />
        <PageHeader
          eyebrow="Statement"
          title={`${term}: ${value}`}
          meta={
            said.retractedAt ? (
              <StatusChip tone="ended">Taken back: {said.retractedReason}</StatusChip>
            ) : (
              <StatusChip tone={said.rank === 'deprecated' ? 'negative' : 'positive'}>
                Stands, ranked {said.rank}
              </StatusChip>
            )
          }
        />
        <ProblemSummary problem={problem}>
          <p>You wrote: {typed('reason')}</p>
        </ProblemSummary>
        <RecordList label="What was said">
          <RecordEntry term="Source">
            {said.sourceAddress ? <a href={said.sourceAddress}>{said.sourceTitle}</a> : said.sourceTitle}
          </RecordEntry>
          <RecordEntry term="Where in it">{said.part}</RecordEntry>
          <RecordEntry term="In its words">{said.quote ?? said.originalValue}</RecordEntry>
          <RecordEntry term="Recorded">{formatInstant('en', said.recordedAt)}</RecordEntry>
          <RecordEntry term="Rank" note={said.rankReason ?? undefined}>
            {said.rank}
          </RecordEntry>
        </RecordList>
        {open.length > 0 ? (
          <form method="post" action={statementPath(said.id)} class="stack">
            <RadioGroup
              name="verdict"
              label="What becomes of it"
              value={typed('verdict')}
              error={problem?.fields.verdict}
              options={open.map((verdict) => ({ value: verdict, label: verdicts[verdict] }))}
            />
            <TextArea
              name="reason"
              label="Reason"
              value={typed('reason')}
              error={problem?.fields.reason}
              rows={3}
              hint="Public: it stands beside the statement, struck through where it is taken back. Name no private person."
            />
            <p class="quiet">
              The record, the map, search and every title follow at once. A record of which nothing says what it is and
              who takes part is no longer shown; it comes back when the statement is said again, here.
            </p>
            <Button type="submit">Put it on record</Button>
          </form>
        ) : (
          <Notice kind="info" title="These words stand again">
            <p>
              <a href={statementPath(sayings[0]?.id ?? said.id)}>See the statement that stands now</a>
            </p>
          </Notice>
        )}
        <History sayings={sayings} shown={said.id} />
      </div>
    </Page>
  )
}

function History({ sayings, shown }: { sayings: SubjectStatement[]; shown: string }) {
  return (
    <section aria-labelledby="history">
      <SectionHeading title="What became of these words" id="history" note="Nothing is edited: each line was added." />
      <ol class="plain-list">
        {sayings.map((each) => (
          <li key={each.id}>
            {each.id === shown ? 'This one' : <a href={statementPath(each.id)}>Another recording</a>}, recorded{' '}
            {formatInstant('en', each.recordedAt)} as {each.rank}
            {each.rankReason && ` (${each.rankReason})`}
            {each.retractedAt
              ? `, taken back ${formatInstant('en', each.retractedAt)}: ${each.retractedReason}`
              : ': stands'}
          </li>
        ))}
      </ol>
    </section>
  )
}
