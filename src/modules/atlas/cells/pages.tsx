import { mayDo, page, routes, type Viewer } from '#kernel/access'
import { citedAs } from '#kernel/claims'
import { Page, type Routes } from '#platform/http'
import { formatInstant, formatNumber, formatPartialDate } from '#platform/i18n'
import { Breadcrumbs, DataTable, PageHeader, RecordEntry, RecordList, SectionHeading, StatusChip } from '#ui'
import type { Wording } from '../engagements/pages/evidence.ts'
import { statementPath } from '../engagements/pages/paths.ts'
import type { Explorer } from '../explore/service.ts'
import { recordPath, wordingFor } from '../statements/pages.tsx'
import { getSourced } from './read.ts'
import type { CellView, SourcedStatement } from './schema.ts'

/** Where a value came from: the statement, and the cell it was read from as it came. */
export const cellPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/statements/:id': page(async ({ db, viewer, params }) => {
      const said = await getSourced(db, viewer, params.id ?? '')
      return (
        <StatementSource
          said={said}
          wordingOf={await wordingFor(db, [said], explorer.concepts())}
          mayJudge={mayDo(viewer, 'atlas.statement.judge', { recordId: said.subjectId })}
        />
      )
    }),
  })

function StatementSource({
  said,
  wordingOf,
  mayJudge,
}: {
  said: SourcedStatement
  wordingOf: Wording
  mayJudge: boolean
}) {
  const { term, value } = wordingOf(said)
  const record = recordPath(said)
  return (
    <Page title={`${term}: ${value}`} robots="noindex">
      <div class="wrap page-reading">
        <Breadcrumbs items={[{ href: `${record}#claim-${said.id}`, label: said.subjectTitle }, { label: 'Source' }]} />
        <PageHeader eyebrow="Where this value stands" title={`${term}: ${value}`} meta={<Standing said={said} />} />
        <RecordList label="The statement">
          <RecordEntry
            term="Source"
            note={`${said.sourcePublisher} · ${said.sourceLicence} · seen ${formatPartialDate('en', said.sourceRetrievedOn)}`}
          >
            {said.sourceAddress ? <a href={said.sourceAddress}>{said.sourceTitle}</a> : said.sourceTitle}
          </RecordEntry>
          <RecordEntry term="Where in it">{said.part}</RecordEntry>
          <RecordEntry term="In its words">{said.quote ?? said.originalValue}</RecordEntry>
          <RecordEntry term="Rank" note={said.rankReason ?? undefined}>
            {said.rank}
          </RecordEntry>
          <RecordEntry term="Recorded">{formatInstant('en', said.recordedAt)}</RecordEntry>
        </RecordList>
        {said.cell ? <Cell cell={said.cell} /> : <NoCell said={said} />}
        <p class="no-print">
          <a href={`/api/v1/statements/${citedAs(said)}`}>As JSON</a>
          {mayJudge && (
            <>
              {', '}
              <a href={statementPath(said.id)}>take it back or rank it</a>
            </>
          )}
        </p>
      </div>
    </Page>
  )
}

function Standing({ said }: { said: SourcedStatement }) {
  if (said.retractedAt) return <StatusChip tone="ended">Taken back: {said.retractedReason}</StatusChip>
  return <StatusChip tone={said.rank === 'deprecated' ? 'negative' : 'positive'}>Stands, ranked {said.rank}</StatusChip>
}

function Cell({ cell }: { cell: CellView }) {
  const { whole } = cell
  return (
    <section aria-labelledby="cell">
      <SectionHeading title="The cell as it came" id="cell" note="Nothing was changed in it." />
      <RecordList label="Cell">
        <RecordEntry term="File" note={`SHA-256: ${cell.sha256}`}>
          {cell.fileName}
        </RecordEntry>
        {cell.sheetName && <RecordEntry term="Sheet">{cell.sheetName}</RecordEntry>}
        <RecordEntry term="Row">{formatNumber('en', cell.row)}</RecordEntry>
        {cell.column && <RecordEntry term="Column">{cell.column}</RecordEntry>}
        {cell.value !== null && (
          <RecordEntry term="Stands in it">{cell.value === '' ? 'Nothing' : cell.value}</RecordEntry>
        )}
      </RecordList>
      {whole && (
        <>
          <DataTable
            caption="The whole row, which staff may see"
            columns={[
              { key: 'column', label: 'Column', cell: (each) => each.column || 'Without a name' },
              { key: 'value', label: 'Cell', cell: (each) => (each.isCited ? <mark>{each.value}</mark> : each.value) },
            ]}
            rows={whole.cells}
            keyOf={(each) => each.column}
          />
          <p>
            <a href={whole.href}>See the row in its import</a>
          </p>
        </>
      )}
    </section>
  )
}

function NoCell({ said }: { said: SourcedStatement }) {
  return (
    <p class="quiet">
      This site holds no copy of the file.{' '}
      {said.sourceAddress
        ? 'The words above are as they stood at the address of the source.'
        : 'The words above are as they stood in the source.'}
    </p>
  )
}
