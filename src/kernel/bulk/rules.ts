import { conflict } from '#platform/problem'
import type { BulkState, NewBulk } from './schema.ts'

/** For how long a deed on many people can be undone. */
export const undoDays = 30
/** So many are done while one waits; more is work for later. */
export const atOnce = 200
/** One transaction of later work. */
export const chunk = 200

/** Which rows of which table it is about, and what each says. */
export const partOf = ({ kind, tag, field, value, standing }: NewBulk): { field: string | null; value: string } => {
  switch (kind) {
    case 'add-tag':
    case 'remove-tag':
      return { field: null, value: tag }
    case 'set-field':
      return { field, value }
    case 'end-standing':
    case 'resume-standing':
      return { field: 'standing', value: standing }
  }
}

export function refuseState(schema: string, action: { state: BulkState }, wanted: BulkState): void {
  if (action.state !== wanted)
    throw conflict(`${schema}.bulk.state`, 'Somebody has gone on with this in the meantime. Look at how it stands now.')
}

export function refuseLateUndo(schema: string, action: { doneAt: Date | null }, now: Date): void {
  const since = action.doneAt?.getTime() ?? 0
  if (now.getTime() - since > undoDays * 86_400_000)
    throw conflict(
      `${schema}.bulk.late`,
      `This was done more than ${undoDays} days ago and can no longer be undone at once.`,
    )
}
