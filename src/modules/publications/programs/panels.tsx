import { SectionHeading } from '#ui'
import { TextView } from '../texts/pages/text.tsx'
import type { Listing } from '../works/schema.ts'
import type { IntroductionView } from './schema.ts'

/** What is being done, before what was published. */
export function Doing({ introductions }: { introductions: IntroductionView[] }) {
  if (introductions.length === 0) return null
  return (
    <section aria-labelledby="doing">
      <SectionHeading title="What we’re doing" id="doing" />
      {introductions.map(({ bodyId, bodyName, content }) => (
        <div key={bodyId}>
          {introductions.length > 1 && (
            <h3>
              <a href={`/bodies/${bodyId}`}>{bodyName}</a>
            </h3>
          )}
          <TextView text={content} figureOf={() => ({})} />
        </div>
      ))}
    </section>
  )
}

interface Person {
  name: string
  /** Held when the latest of these works was written. */
  office: string
  count: number
}

const mostPeople = 12

/** Whoever wrote most of some works, with the office held at the latest of them. */
export function peopleOf(works: readonly Listing[]): Person[] {
  const people = new Map<string, Person>()
  // Newest first, so that the first office met is the latest.
  for (const { authors } of works)
    for (const { name, office } of authors) {
      const known = people.get(name)
      people.set(name, { name, office: known?.office || office, count: (known?.count ?? 0) + 1 })
    }
  return [...people.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, mostPeople)
}

/** Who writes on it. */
export function People({ works }: { works: readonly Listing[] }) {
  const people = peopleOf(works)
  if (people.length === 0) return null
  return (
    <section aria-labelledby="people">
      <SectionHeading title="People" id="people" />
      <ul class="entry-list">
        {people.map(({ name, office, count }) => (
          <li key={name}>
            <p>
              <a href={`/works?${new URLSearchParams({ author: name })}`}>{name}</a>
              {office && `, ${office}`} <span class="quiet">{count === 1 ? 'one work' : `${count} works`}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
