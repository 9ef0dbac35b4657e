import { assemble, type StatementView } from '#kernel/claims'
import type { OrganizationView, SuccessionView } from '#kernel/organizations'
import { formatLanguage, formatNumber, formatPartialDate } from '#platform/i18n'
import { RecordEntry, RecordList, SectionHeading, SourceList } from '#ui'
import { Conflicts } from '../../engagements/pages/conflicts.tsx'
import { evidenceOf, type Wording } from '../../engagements/pages/evidence.ts'
import { severalNames } from '../../governments/rules.ts'
import { periodOf } from './names.tsx'

const terms: Record<string, string> = {
  name: 'Name',
  population: 'Population',
  position: 'Position',
  'exists.from': 'Existed from',
  'exists.to': 'Existed until',
  note: 'Note',
  'capacity.staff': 'Staff with international duties',
  'capacity.budget': 'Yearly budget for them (US dollars)',
  'capacity.office': 'Office in charge abroad',
  'name.official': 'Official name',
  'name.alternate': 'Other name',
  'name.former': 'Former name',
}
/** What a government itself confirmed of its work abroad; left out where it said nothing. */
const capacityTerms = ['capacity.staff', 'capacity.budget', 'capacity.office']

/** Claims of a government in the words of its page. */
export const governmentWording: Wording = (said) => ({
  term: terms[said.property] ?? said.property,
  value: severalNames.has(said.property)
    ? nameInWords(said)
    : said.property === 'population' && /^\d+$/.test(said.value)
      ? formatNumber('en', Number(said.value))
      : said.value || 'Unknown',
})

/** `Ville du Port (French, since 1978)`. */
function nameInWords({ value, language, validFrom, validTo }: StatementView): string {
  const about = [language && formatLanguage('en', language), periodOf(validFrom, validTo)].filter(Boolean).join(', ')
  return about === '' ? value : `${value} (${about})`
}

/** What was said of a record that is part of another. */
export interface StatementsOfPart {
  name: string
  statements: StatementView[]
}

/** What the government is and was, with the sources that say so. */
export function Reference({
  government,
  successions,
  statements,
  parts,
  mayJudge,
}: {
  government: OrganizationView
  successions: SuccessionView[]
  statements: StatementView[]
  parts: StatementsOfPart[]
  mayJudge: boolean
}) {
  const partOf = new Map(parts.flatMap((part) => part.statements.map(({ id }) => [id, part.name])))
  const wordingOf: Wording = (said) => {
    const { term, value } = governmentWording(said)
    return { term: partOf.has(said.id) ? `${term} of ${partOf.get(said.id)}` : term, value }
  }
  const shown = [statements, ...parts.map((part) => part.statements)].flatMap((said) =>
    assemble(said, {}, severalNames),
  )
  const evidence = evidenceOf(shown, wordingOf, mayJudge)
  const shownAs = (property: string) => {
    const value = shown.find((each) => each.property === property)?.values[0]
    return value !== undefined && property === 'capacity.budget' ? formatNumber('en', Number(value)) : value
  }
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
        <RecordEntry term="Population" references={evidence.of('population')}>
          {government.population !== null &&
            `${formatNumber('en', government.population)}${government.populationYear ? ` (${government.populationYear})` : ''}`}
        </RecordEntry>
        <RecordEntry term="Position" references={evidence.of('position')}>
          {government.latitude !== null && `${government.latitude.toFixed(3)}, ${government.longitude?.toFixed(3)}`}
        </RecordEntry>
        {capacityTerms.map(
          (property) =>
            shownAs(property) !== undefined && (
              <RecordEntry term={terms[property]} references={evidence.of(property)} key={property}>
                {shownAs(property)}
              </RecordEntry>
            ),
        )}
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
      <Conflicts shown={shown} wordingOf={wordingOf} />
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
