import { Page } from '#platform/http'
import { PageHeader, RecordEntry, RecordList } from '#ui'

/** How the site knows what it says. The anchors of the last section are the `type` of problems in the API. */
export function MethodPage() {
  return (
    <Page
      title="Method"
      description="How claims, statuses, matching, dates and counts work here."
      canonical="/method"
      card="A map of the world."
    >
      <div class="wrap page-reading">
        <PageHeader title="Method" lede="How we know what we say, and how you can check it." />
        <section aria-labelledby="claims">
          <h2 id="claims">A value is a claim</h2>
          <p>
            We keep statements: one source saying one thing about one property of one record, with the cell or the words
            it stands in. Statements are never edited. A wrong one is retracted with a reason, and a better one added.
            What a page shows is computed from the statements that stand: preferred ones hide normal ones, deprecated
            ones never show, and of equals the one recorded last comes first. Open the sources under any value to see
            all that was said.
          </p>
        </section>
        <section aria-labelledby="status">
          <h2 id="status">Four statuses, kept apart</h2>
          <RecordList label="Statuses">
            <RecordEntry term="Legal status">
              What the text itself says: in force, expired, terminated, suspended, not binding. Never inferred from a
              missing end date.
            </RecordEntry>
            <RecordEntry term="Recognition">
              Whether a membership body or a statute recognizes the tie. A tie may be valid and recognized by nobody.
            </RecordEntry>
            <RecordEntry term="Activity">Whether there is dated evidence that anything happens.</RecordEntry>
            <RecordEntry term="Verification">
              How far it has been checked: reported by a secondary source, sourced from a document, confirmed by one
              party, confirmed by both.
            </RecordEntry>
          </RecordList>
          <p>
            Unknown is a value of each. Most sister-city lists give no date, no status and no document: such ties stand
            here as reported, unverified and undated, which is the truth about them.
          </p>
        </section>
        <section aria-labelledby="matching">
          <h2 id="matching">Which Springfield</h2>
          <p>
            Names in sources are matched to a closed list of governments: Census and Open Civic Data divisions at home;
            GeoNames and ISO 3166 abroad. A US place needs its state. A partner needs a country, from its own title or
            from a second list that names the same pair. Where more than one answer fits, the row is turned away with
            its reason rather than guessed; where a source placed a city over 60 kilometers from where that city is, the
            position comes from the list, not from the source.
          </p>
        </section>
        <section aria-labelledby="clocks">
          <h2 id="clocks">Two clocks</h2>
          <p>
            <em>In force on a day</em> asks what was true: begun by then, and not known to have ended before. Records
            without dates stay and are counted apart. <em>As known on a day</em> asks what we had been told by then. A
            figure you cite as known on a day can be asked for again, and is the same.
          </p>
        </section>
        <section aria-labelledby="counts">
          <h2 id="counts">Counts that agree</h2>
          <p>
            Total, every filter count, every bar, every circle and every row on a page are counted in one pass over the
            same set. A filter’s counts show what each value would give if that one filter were changed. An engagement
            with several parties counts once in the total and once under each party.
          </p>
        </section>
        <section aria-labelledby="rules">
          <h2 id="rules">Laws beside ties</h2>
          <p>
            A rule’s scope is written down as data: which governments it binds, which countries it names, which kinds of
            tie, whether recognition matters. Comparing it with recorded facts gives a list of ties it{' '}
            <em>may touch</em>. That is a reason to read the law, never a legal conclusion. A reviewer’s reading is
            shown apart, with a name, a date and reasons.
          </p>
        </section>
        <section aria-labelledby="limits">
          <h2 id="limits">What this cannot show</h2>
          <p>
            No public list records the ties of tribes; few record those of counties. Missions abroad, delegations and
            memoranda are mostly unpublished. The absence of a record says nothing about a government. The known gaps
            are <a href="/gaps">listed</a>.
          </p>
        </section>
        <section aria-labelledby="problems">
          <h2 id="problems">Problems the API may answer with</h2>
          <RecordList label="Kinds of problem">
            <RecordEntry term={<span id="invalid">invalid (400)</span>}>
              Something in the request cannot be used; the errors name each field.
            </RecordEntry>
            <RecordEntry term={<span id="unauthenticated">unauthenticated (401)</span>}>Sign in first.</RecordEntry>
            <RecordEntry term={<span id="forbidden">forbidden (403)</span>}>
              Your rights do not include this.
            </RecordEntry>
            <RecordEntry term={<span id="not-found">not found (404)</span>}>
              There is nothing here, or nothing you may know of.
            </RecordEntry>
            <RecordEntry term={<span id="conflict">conflict (409)</span>}>
              Somebody else was first; reload and decide again.
            </RecordEntry>
            <RecordEntry term={<span id="too-many">too many (429)</span>}>Slow down.</RecordEntry>
            <RecordEntry term={<span id="unavailable">unavailable (503)</span>}>Try again in a moment.</RecordEntry>
            <RecordEntry term={<span id="bug">bug (500)</span>}>Our fault; recorded under the request id.</RecordEntry>
          </RecordList>
        </section>
      </div>
    </Page>
  )
}
