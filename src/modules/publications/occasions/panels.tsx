import { listZones, localTime } from '#platform/clock'
import type { FormState } from '#platform/http'
import {
  CardList,
  Checkbox,
  DateField,
  Fieldset,
  LinkButton,
  RecordEntry,
  RecordList,
  SectionHeading,
  SelectField,
  TextArea,
  TextField,
} from '#ui'
import { WorkCard } from '../lists/pages.tsx'
import { listPath } from '../lists/rules.ts'
import type { FilterName } from '../lists/schema.ts'
import { type EditionView, type Listing, workPath } from '../works/schema.ts'
import { eventsIn, factsOf, happeningOf, registrationOf, standingOf } from './rules.ts'

/** When and where, and what can be done: come, or see what was recorded. */
export function OccasionFacts({ edition, now }: { edition: EditionView; now: Date }) {
  const facts = factsOf(edition, now)
  if (facts.length === 0) return null
  return (
    <div class="text-facts">
      <RecordList label="When and where">
        {facts.map(({ term, words, href }) => (
          <RecordEntry term={term} key={term}>
            {href ? <a href={href}>{words}</a> : words}
          </RecordEntry>
        ))}
      </RecordList>
      <Deeds edition={edition} now={now} />
    </div>
  )
}

/** Offered while it is still to come, and to nobody who reads an edition that no longer stands. */
function Deeds({ edition, now }: { edition: EditionView; now: Date }) {
  const standing = standingOf(edition, now)
  if (edition.state !== 'published' || standing === undefined || standing === 'past') return null
  const address = registrationOf(edition, now)
  return (
    <p class="row no-print">
      {address && <LinkButton href={address}>Register</LinkButton>}
      {standing === 'coming' && <a href={`${workPath(edition.slug)}/work.ics`}>Add to calendar</a>}
    </p>
  )
}

const fewPast = 3

/** On the page of a program or topic: what is coming, then what took place last. */
export function Events(props: { works: readonly Listing[]; now: Date; filter: FilterName; id: string }) {
  const { now, filter, id } = props
  const { coming, past } = eventsIn(props.works, now)
  if (coming.length + past.length === 0) return null
  return (
    <section aria-labelledby="events">
      <SectionHeading
        title="Events"
        id="events"
        action={past.length > fewPast ? <a href={listPath({ kind: 'event', [filter]: id })}>All events</a> : undefined}
      />
      <CardList>
        {[...coming, ...past.slice(0, fewPast)].map((work) => (
          <WorkCard work={work} now={now} key={work.workId} />
        ))}
      </CardList>
    </section>
  )
}

/** The fields of a draft that tell of its occasion, for the kinds that have one. */
export function OccasionFields({ edition, form }: { edition: EditionView; form: FormState }) {
  const error = (name: string) => form.problem?.fields[name]
  const typed = (name: string, otherwise = '') => String(form.values[name] ?? otherwise)
  if (edition.kind === 'event')
    return <EventFields edition={edition} typed={typed} error={error} isTyped={form.values.revision !== undefined} />
  if (edition.kind !== 'video') return null
  const video = edition.occasion?.kind === 'video' ? edition.occasion : undefined
  return (
    <Fieldset legend="The recording">
      <RecordingField typed={typed('recordingAddress', video?.recordingAddress)} error={error('recordingAddress')} />
      <DateField
        name="recordedOn"
        label="Recorded on"
        isRequired={false}
        value={typed('recordedOn', video?.recordedOn)}
        error={error('recordedOn')}
      />
    </Fieldset>
  )
}

interface EventFieldsShown {
  edition: EditionView
  typed(name: string, otherwise?: string): string
  error(name: string): string | undefined
  /** What was typed came back: a box that was not ticked is no longer the edition's. */
  isTyped: boolean
}

function EventFields({ edition, typed, error, isTyped }: EventFieldsShown) {
  const event = happeningOf(edition)
  const local = (at: string | undefined) => (at && event ? localTime(new Date(at), event.zone) : '')
  const zone = typed('zone', event?.zone)
  const zones = [...new Set([...listZones(), ...(event ? [event.zone] : [])])]
  return (
    <Fieldset legend="When and where" hint="The page turns by itself when it begins and when it is over.">
      <TextField
        name="startsAt"
        label="Begins"
        type="datetime-local"
        size="medium"
        value={typed('startsAt', local(event?.startsAt))}
        error={error('startsAt')}
      />
      <TextField
        name="endsAt"
        label="Ends"
        type="datetime-local"
        size="medium"
        value={typed('endsAt', local(event?.endsAt))}
        error={error('endsAt')}
      />
      <SelectField
        name="zone"
        label="Zone of these times"
        value={zone}
        error={error('zone')}
        placeholder="Choose one"
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      />
      <TextField
        name="place"
        label="Place"
        value={typed('place', event?.place)}
        error={error('place')}
        hint="As it reads after “in”: City Hall, Houston. Empty where it is online alone."
      />
      <Checkbox
        name="isOnline"
        label="Online, or online as well"
        isChecked={isTyped ? typed('isOnline') === 'yes' : (event?.isOnline ?? false)}
      />
      <TextField
        name="registrationAddress"
        label="Address for registration"
        type="url"
        isRequired={false}
        value={typed('registrationAddress', event?.registrationAddress)}
        error={error('registrationAddress')}
        hint="Offered until it is over."
      />
      <RecordingField typed={typed('recordingAddress', event?.recordingAddress)} error={error('recordingAddress')} />
      <TextArea
        name="afterwards"
        label="Afterwards"
        rows={2}
        isRequired={false}
        value={typed('afterwards', event?.afterwards)}
        error={error('afterwards')}
        hint="What is said once it is over, in place of the teaser: one or two sentences in the past tense."
      />
    </Fieldset>
  )
}

const RecordingField = ({ typed, error }: { typed: string; error: string | undefined }) => (
  <TextField
    name="recordingAddress"
    label="Address of the recording"
    type="url"
    isRequired={false}
    value={typed}
    error={error}
    hint="Readers open it there; nothing of it is loaded here."
  />
)
