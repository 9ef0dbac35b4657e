/** A run of text in one manner. */
export interface Run {
  text: string
  href?: string
  /** A small drawing that stands for something in a picture, shown in place of the text. */
  sign?: string
  /** A footnote that these words call. */
  note?: Inline
  manner?: 'strong' | 'emphasis' | 'code' | 'raised' | 'quiet' | 'struck'
}
export type Inline = Run[]

/** What a printed document is made of; the template knows these and no others. */
export type Block =
  | { kind: 'heading'; level: number; text: Inline }
  | { kind: 'paragraph'; text: Inline }
  | { kind: 'quote'; text: Inline }
  | { kind: 'list'; isNumbered: boolean; items: Block[][] }
  | { kind: 'facts'; entries: { term: Inline; value: Block[] }[] }
  | { kind: 'table'; caption: Inline; head: Inline[]; rows: Inline[][] }
  /** Set apart from the text around it. */
  | { kind: 'box'; blocks: Block[] }
  | { kind: 'rule' }
  | { kind: 'picture'; svg: string; alternative: string }
  /** A picture by the name of its file; one without an alternative only decorates. */
  | { kind: 'photo'; file: string; width: number; height: number; alternative: string; caption: Inline }
