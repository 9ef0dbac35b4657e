import { makeWorks } from './corpus.ts'

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/**
 * The same works as posts of WordPress 6, for its own tables: topics as categories, kinds as tags, so that
 * `/?category_name=china&tag=report&year=2020` asks what `/works?topic=china&kind=report&year=2020` asks.
 */
export function wordpressSql(count: number): string {
  const works = makeWorks(count)
  const terms = new Map<string, number>()
  const termOf = (taxonomy: string, slug: string) => {
    const key = `${taxonomy} ${slug}`
    const id = terms.get(key) ?? terms.size + 100
    terms.set(key, id)
    return id
  }
  const posts: string[] = []
  const links: string[] = []
  for (const work of works) {
    const id = work.at + 1000
    const day = work.publishedAt.slice(0, 19).replace('T', ' ')
    posts.push(
      `(${id},1,'${day}','${day}',${quoted(work.text)},${quoted(work.title)},${quoted(work.teaser)},'publish','closed','closed','',${quoted(work.slug)},'','','${day}','${day}','',0,'',0,'post','',0)`,
    )
    for (const topic of work.topics) links.push(`(${id},${termOf('category', topic)},0)`)
    links.push(`(${id},${termOf('post_tag', work.kind)},0)`)
  }
  const inChunks = (into: string, rows: string[]) =>
    Array.from(
      { length: Math.ceil(rows.length / 500) },
      (_, at) => `insert into ${into} values ${rows.slice(at * 500, at * 500 + 500).join(',')};`,
    )
  const all = [...terms].map(([key, id]) => ({ id, taxonomy: key.split(' ')[0] ?? '', slug: key.split(' ')[1] ?? '' }))
  return [
    ...inChunks(
      'wp_terms',
      all.map(({ id, slug }) => `(${id},'${slug}','${slug}',0)`),
    ),
    ...inChunks(
      'wp_term_taxonomy',
      all.map(({ id, taxonomy }) => `(${id},${id},'${taxonomy}','',0,0)`),
    ),
    ...inChunks('wp_posts', posts),
    ...inChunks('wp_term_relationships', links),
    'update wp_term_taxonomy t set count = (select count(*) from wp_term_relationships r where r.term_taxonomy_id = t.term_taxonomy_id);',
  ].join('\n')
}

/** What a question of ours is at WordPress; what it has no filter for is left out. */
export function wordpressPath(question: string): string {
  const asked = new URL(question, 'http://peer').searchParams
  const parameters = new URLSearchParams()
  const names: Record<string, string> = { topic: 'category_name', kind: 'tag', year: 'year' }
  for (const [ours, theirs] of Object.entries(names)) if (asked.get(ours)) parameters.set(theirs, asked.get(ours) ?? '')
  return `/?${parameters}`
}
