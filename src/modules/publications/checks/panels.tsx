import { SectionHeading } from '#ui'
import type { Flaw, TextDocument } from '../texts/schema.ts'
import { flawsOf, lengthOf } from './rules.ts'

/** What should be mended before others read a draft, and how long it is. In the editor it follows what is written (live.client.ts). */
export function Checks({ text, sources, others }: { text: TextDocument; sources: string[]; others: Flaw[] }) {
  const flaws = [...flawsOf(text, sources), ...others]
  return (
    <section aria-labelledby="checks" data-checks={JSON.stringify(others)}>
      <SectionHeading title="Checks" id="checks" />
      <p class="quiet">{lengthOf(text)}</p>
      <p hidden={flaws.length > 0}>Headings, tables, notes and links are in order.</p>
      <ul hidden={flaws.length === 0}>
        {flaws.map(({ where, says }) => (
          <li key={`${where} ${says}`}>
            <strong>{where}:</strong> {says}
          </li>
        ))}
      </ul>
    </section>
  )
}
