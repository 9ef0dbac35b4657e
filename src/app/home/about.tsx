import type { BodyView } from '#kernel/bodies'
import { Page } from '#platform/http'
import { Notice, PageHeader } from '#ui'

const aims = [
  [
    'Elevate leaders who reflect the country',
    'People who serve in city halls, statehouses and tribal governments belong in foreign policy, early in their careers and late.',
  ],
  [
    'Modernize institutions that resist change',
    'Recommendations are only worth what becomes of them. Each is to be followed, with evidence, until it is done or honestly given up.',
  ],
  [
    'Promote principled engagement abroad',
    'Ties between places are made in the open, for reasons that can be said aloud, and ended the same way.',
  ],
  [
    'Fortify democratic foundations at home',
    'Local self-government is the ground on which foreign policy stands. What threatens it abroad and at home is one subject.',
  ],
] as const

export function AboutPage({ bodies }: { bodies: BodyView[] }) {
  return (
    <Page
      title="About"
      description="What Legation is, for whom, and who runs it."
      canonical="/about"
      card="A map of the world."
    >
      <div class="wrap page-reading">
        <PageHeader
          title="About Legation"
          lede="Every public sentence can be followed back to its evidence and forward to what it changed."
        />
        <section aria-labelledby="what">
          <h2 id="what">What this is</h2>
          <p>
            Legation maps what American cities, counties, states and tribes do abroad: the ties they hold, the networks
            they belong to, the missions that other countries and regions keep among them, and the laws that touch those
            ties. It says who says so, when it was read, and what nobody has told us.
          </p>
          <p>
            It is open software. Anyone may run it, read how it counts, and correct what it says. Its{' '}
            <a href="/method">method</a> is written down, its <a href="/data">data</a> can be downloaded, and its{' '}
            <a href="/gaps">gaps</a> are listed.
          </p>
        </section>
        <section aria-labelledby="whom">
          <h2 id="whom">For whom</h2>
          <p>
            For the international-affairs officer of a city or state who needs to know what ties exist and who came
            before; for the federal desk officer who needs everything US places do with one country; for the mayor with
            ten minutes; for the journalist and the researcher who must be able to cite, check and reproduce.
          </p>
        </section>
        <section aria-labelledby="aims">
          <h2 id="aims">Four aims</h2>
          <ul class="entry-list">
            {aims.map(([title, text]) => (
              <li key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="bodies">
          <h2 id="bodies">Who runs it</h2>
          {bodies.some((body) => body.isSample) && (
            <Notice kind="sample" title="Sample institutions">
              <p>
                This installation has not been given to anybody yet. Bodies marked as samples stand for the sister
                organizations a network like this usually has: a charity and a membership body, one network with a wall
                between them.
              </p>
            </Notice>
          )}
          <ul class="entry-list">
            {bodies.map((body) => (
              <li key={body.id}>
                <h3>
                  <a href={`/bodies/${body.id}`}>{body.name}</a>
                </h3>
                <p>{body.mission}</p>
              </li>
            ))}
          </ul>
          <p>Separate lists, separate consents, separate money. One person may belong to both and signs in once.</p>
        </section>
      </div>
    </Page>
  )
}
