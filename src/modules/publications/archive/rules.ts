import { createHash } from 'node:crypto'

export const hashOfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** `20261129-143000/ports-and-partners`: the second (UTC) and the end of the work's address. */
export const addressOf = (at: Date, slug: string): string =>
  `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}/${slug}`

/** The style of kept pages: part of what is kept, so that they look tomorrow as they do today. */
export const keptStyle = `body{font:1.125rem/1.6 Georgia,serif;color:#1a1e26;background:#fcfaf5;margin:0 auto;max-width:40rem;padding:1.5rem}
h1{font-size:2.25rem;line-height:1.15}h2{font-size:1.5rem}h3{font-size:1.2rem}a{color:#14325c}
.imprint,.kept,.text-note,figcaption{font:0.875rem/1.5 system-ui,sans-serif;color:#545a65}.kept{border:1px solid #cfc7b6;padding:.75rem 1rem}
.text-note{border-inline-start:2px solid #cfc7b6;padding-inline-start:.75rem}.text-pull-quote{font-size:1.35rem;margin:1.5rem 0}
.text-aside{border-inline-start:4px solid #14325c;padding-inline-start:1rem}
.text-table{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid #cfc7b6;padding:.35rem .6rem;text-align:start;vertical-align:top}
pre{overflow-x:auto}del{color:#8a2b1d}img{max-width:100%;height:auto}
`
