import { StatusChip, type StatusTone } from '#ui'
import type { ConfirmationView } from '../schema.ts'

const states: Record<ConfirmationView['state'], { tone: StatusTone; word: string }> = {
  draft: { tone: 'unknown', word: 'Draft' },
  asked: { tone: 'pending', word: 'Before them' },
  confirmed: { tone: 'positive', word: 'Confirmed and published' },
  refused: { tone: 'negative', word: 'Refused' },
  withdrawn: { tone: 'ended', word: 'Withdrawn' },
}

export function ConfirmationState({ each }: { each: ConfirmationView }) {
  const { tone, word } = states[each.state]
  return <StatusChip tone={tone}>{word}</StatusChip>
}
