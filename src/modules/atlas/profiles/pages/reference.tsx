import { assemble, type StatementView } from '#kernel/claims'
import type { NameView, OrganizationView, SuccessionView } from '#kernel/organizations'
import { formatNumber, formatPartialDate } from '#platform/i18n'
import { RecordEntry, RecordList, SectionHeading, SourceList } from '#ui'
import { evidenceOf, type Wording } from '../../engagements/pages/evidence.ts'

const terms: Record<string, string> = {
  name: 'Name',
  population: 'Population',
  position: 'Position',
  'exists.from': 'Existed from',
  'exists.to': 'Existed until',
  note: 'Note',
}
/** Claims of a government in the words of its page. */
export const governmentWording: Wording = ({ property, value }) => ({
  term: terms[property] ?? property,
  value: property === 'population' && /^\d+$/.test(value) ? formatNumber('en', Number(value)) : value || 'Unknown',
})

/** What the government is and was, with the sources that say so. */
export function Reference({
  government,
  names,
  successions,
  statements,
  mayJudge,
}: {
  government: OrganizationView
  names: NameView[]
  successions: SuccessionView[]
  statements: StatementView[]
  mayJudge: boolean
}) {
  const evidence = evidenceOf(assemble(statements), governmentWording, mayJudge)
  const identifiers = [
    ['OCD division', government.ocdId],
    ['Census GEOID', government.geoid],
    ['ISO 3166-2', government.subdivision],
    ['GeoNames', government.geonamesId],
    ['Wikidata', government.wikidataId],
    ['BIA directory', government.biaId],
  ].filter(([, value]) => value)
  return (
    <section aria-labelledby="reference">
      <SectionHeading title="Reference" id="reference" />
      <RecordList label="Reference">
        <RecordEntry term="Name" references={evidence.of('name')}>
          {government.name}
        </RecordEntry>
        {names.length > 0 && <RecordEntry term="Other names">{names.map((name) => name.name).join('; ')}</RecordEntry>}
        <RecordEntry term="Population" references={evidence.of('population')}>
          {government.population !== null &&
            `${formatNumber('en', government.population)}${government.populationYear ? ` (${government.populationYear})` : ''}`}
        </RecordEntry>
        <RecordEntry term="Position" references={evidence.of('position')}>
          {government.latitude !== null && `${government.latitude.toFixed(3)}, ${government.longitude?.toFixed(3)}`}
        </RecordEntry>
        {government.existsTo && (
          <RecordEntry term="Existed until">{formatPartialDate('en', government.existsTo)}</RecordEntry>
        )}
        {successions.map((each) => (
          <RecordEntry
            term={each.direction === 'predecessor' ? 'Grew out of' : 'Succeeded by'}
            key={each.id}
            note={each.note}
          >
            <a href={`/governments/${each.id}`}>{each.name}</a>
          </RecordEntry>
        ))}
        {government.website && (
          <RecordEntry term="Website">
            <a href={government.website}>{government.website}</a>
          </RecordEntry>
        )}
        {identifiers.map(([term, value]) => (
          <RecordEntry term={term} key={term}>
            <code>{value}</code>
          </RecordEntry>
        ))}
        {government.note && <RecordEntry term="Note">{government.note}</RecordEntry>}
      </RecordList>
      {evidence.sources.length > 0 && (
        <>
          <h3 class="sources-title" id="evidence">
            Evidence
          </h3>
          <SourceList sources={evidence.sources} />
        </>
      )}
    </section>
  )
}
