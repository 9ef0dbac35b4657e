import type { FieldName } from '../recipes/schema.ts'

/** Where a value stands: the field that says so, the name of its column, and the raw cell. */
export interface Cell {
  field: FieldName
  column: string
  at: number
  raw: string
}

/** A place as a row speaks of it. */
export interface End {
  /** Name, country and region, folded: rows with the same key mean the same place. */
  key: string
  name: string
  country: string
  region: string
  /** A state is named that nobody knows. */
  unreadRegion: string | undefined
  id: string
  point: { latitude: number; longitude: number } | undefined
  cell: Cell
}

export interface Said {
  property: string
  value: string
  cell: Cell
}

/** One row, read: two places or a place and a network, and what is said of what holds them together. */
export interface Draft {
  row: number
  first: End
  second: End | undefined
  network: Cell | undefined
  said: Said[]
}

export interface RowReject {
  row: number
  column: string
  value: string
  reason: string
  explanation: string
}

/** Why rows are turned away, for all that are turned away alike. */
export const reasonWords: Record<string, string> = {
  'bad-character': 'A cell holds a character that cannot be stored',
  'bad-date': 'A date cannot be told without guessing',
  'bad-point': 'A coordinate lies beyond the earth',
  'domestic-pair': 'Both places lie in one country',
  'hidden-row': 'The spreadsheet hides the row',
  'impossible-dates': 'It ends before it begins',
  'no-country-code': 'The country has no code; filing it under another would take a side',
  'no-network': 'No network is named',
  'no-partner': 'No second place is named',
  'no-place': 'No place is named',
  'open-name': 'The name may mean several places, or only looks like one: answer it',
  'out-of-scope': 'Neither place lies in the United States',
  'self-loop': 'A place is given as its own partner',
  'spreadsheet-error': 'A cell holds an error of the spreadsheet',
  'too-long': 'A cell is too long to be a value',
  'unknown-country': 'The country cannot be told without guessing',
  'unknown-network': 'No network here is called so',
  'unknown-place': 'No government here is called so',
  'unknown-value': 'A word stands in no vocabulary',
  'wrong-entity': 'What is named is no place',
  'wrong-width': 'The row has more or fewer cells than the heading',
}
