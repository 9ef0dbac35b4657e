import { Button, Checkbox, SectionHeading, TextArea, TextField } from '#ui'
import { deedsFrom } from '../rules.ts'
import type { EditionView, Turning } from '../schema.ts'

export interface Rights {
  write: boolean
  review: boolean
  publish: boolean
}

const turnWords: Record<Turning['deed'], { label: string; may: keyof Rights; isDanger?: boolean }> = {
  review: { label: 'Send to review', may: 'write' },
  return: { label: 'Return to its writers', may: 'review' },
  publish: { label: 'Publish now', may: 'publish' },
  schedule: { label: 'Schedule', may: 'publish' },
  withdraw: { label: 'Withdraw, and keep it readable', may: 'publish', isDanger: true },
  remove: { label: 'Take it away, and leave the reason', may: 'publish', isDanger: true },
  discard: { label: 'Discard this draft', may: 'write', isDanger: true },
}

/** What can be done with an edition next, by whoever may. */
export function Turns({ edition, may }: { edition: EditionView; may: Rights }) {
  const deeds = deedsFrom(edition.state).filter((deed) => may[turnWords[deed].may])
  if (deeds.length === 0) return null
  return (
    <section aria-labelledby="turns">
      <SectionHeading title="What next" id="turns" />
      <form method="post" action={`/desk/works/${edition.id}/turn`} class="stack">
        {deeds.includes('schedule') && (
          <TextField
            name="at"
            label="Moment of publication"
            isRequired={false}
            size="medium"
            value={edition.publishAt?.toISOString()}
            hint="For scheduling, with its zone: 2026-12-01T09:00-05:00"
          />
        )}
        {deeds.includes('schedule') && (
          <Checkbox
            name="announce"
            label="Announce title and moment on the release calendar"
            isRequired={false}
            isChecked={edition.isAnnounced}
          />
        )}
        {(deeds.includes('withdraw') || deeds.includes('remove')) && (
          <TextArea
            name="reason"
            label="Reason, for readers"
            rows={2}
            isRequired={false}
            hint="For withdrawing or taking away."
          />
        )}
        <p class="row">
          {deeds.map((deed) => (
            <Button
              key={deed}
              type="submit"
              name="deed"
              value={deed}
              kind={turnWords[deed].isDanger ? 'danger' : deed === 'publish' ? 'primary' : 'secondary'}
            >
              {turnWords[deed].label}
            </Button>
          ))}
        </p>
      </form>
    </section>
  )
}
