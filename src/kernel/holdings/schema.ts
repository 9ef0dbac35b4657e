/** How a column says of whom its row tells. */
export type Reference =
  /** Id of a person, or a list of them. */
  | 'person'
  | 'people'
  /** Id of an account, or `account:` before it, as actors of the log are written. */
  | 'account'
  | 'actor'
  /** `person:` or `account:` before an id, as subjects of the log are written. */
  | 'subject'
  /** An e-mail address, or its hash. */
  | 'address'
  | 'address hash'
  /** Free text that nobody tied to a record: it tells of a person when it holds an address or number of theirs, or their name. */
  | 'text'

/** What becomes of rows about a person who is erased. */
export type Fate =
  /** The rows go. */
  | { is: 'erased' }
  /** The rows stay as numbers; the columns named are overwritten (with what SQL says). */
  | { is: 'emptied'; set: Record<string, string>; why: string }
  /** The rows stay; where columns are named, the person's name, addresses and numbers are cut out of what they say. */
  | { is: 'kept'; why: string; until: string; cutOut?: string[] }

/** One table that tells of people. One list of these serves the download, the erasure and the pages that explain both. */
export interface Holding {
  table: string
  /** In plain words, for the person. */
  title: string
  /** Columns by which a row is about a person. */
  about?: Record<string, Reference>
  /** Rows that are about whomever a row of another table is about; `on` joins it as `parent`. */
  within?: { table: string; on: string }
  /** Columns that only say, by number, who did it: such rows are about somebody else and stay. */
  by?: Record<string, Reference>
  fate: Fate
  /** Only rows for which this SQL holds; the others have the other fate. */
  only?: string
  /** The column that says to which body a row belongs; without one, what stands here goes only with the whole person. */
  body?: string
  /** Told to somebody else: it goes with the person, and is not handed out to them. */
  isToOthers?: true
  /** Left out of the download: they open something, or are somebody else's. */
  secret?: string[]
}

/** Ids and words by which rows about one person are found. */
export interface Subject {
  personIds: string[]
  accountIds: string[]
  /** In lower case, only what is surely theirs: verified by themselves, or on the card of somebody who has no account. */
  addresses: string[]
  addressHashes: string[]
  /** What text is searched for: names, every address and number that stands in their record. */
  words: { names: string[]; addresses: string[]; phones: string[] }
}
