/**
 * OpenRefine from end to end: it is given a sheet, reconciles a column against our address with what stands beside the name, and gives
 * the sheet back. Its own commands are spoken over HTTP (OpenRefine 3.6), as its pages do.
 */
export interface Line {
  id: string
  name: string
  place: string
  property: string
}

/** What it decided about a cell: its judgement, the match, the candidates. */
interface Recon {
  j?: string
  m?: { id: string } | null
  c?: { id: string }[]
}

/** How many lines it found a first candidate for, and the right one; and how many it decided alone, and wrongly. */
export async function throughOpenRefine(
  refine: string,
  service: string,
  lines: readonly Line[],
): Promise<{ seconds: number; found: number; right: number; matched: number; wrong: number }> {
  const { token } = (await ask(`${refine}/command/core/get-csrf-token`)) as { token: string }
  const command = (name: string, parameters: Record<string, string> = {}) =>
    `${refine}/command/core/${name}?${new URLSearchParams({ ...parameters, csrf_token: token })}`
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const csv = ['name,place', ...lines.map(({ name, place }) => `${quoted(name)},${quoted(place)}`)].join('\n')
  const form = new FormData()
  form.set('project-name', 'bench')
  form.set('project-file', new File([csv], 'bench.csv', { type: 'text/csv' }))
  const options = JSON.stringify({ separator: ',', headerLines: 1, guessCellValueTypes: false })
  const made = await fetch(command('create-project-from-upload', { format: 'text/line-based/*sv', options }), {
    method: 'POST',
    body: form,
  })
  const project = new URL(made.url).searchParams.get('project') ?? ''
  const property = lines[0]?.property ?? 'subdivision'
  const config = {
    ...{ mode: 'standard-service', service, identifierSpace: service, schemaSpace: service, autoMatch: true, limit: 5 },
    type: null,
    columnDetails: [{ column: 'place', property: { id: property, name: property } }],
  }
  const began = performance.now()
  await fetch(command('reconcile', { project }), {
    method: 'POST',
    body: new URLSearchParams({ columnName: 'name', config: JSON.stringify(config), engine, csrf_token: token }),
  })
  const until = began + 300_000
  while (performance.now() < until) {
    const { processes } = (await ask(command('get-processes', { project }))) as { processes: unknown[] }
    if (processes.length === 0) break
    await new Promise((done) => setTimeout(done, 200))
  }
  const seconds = (performance.now() - began) / 1000
  const { rows, pool } = (await ask(
    command('get-rows', {
      project,
      start: '0',
      limit: String(lines.length),
      engine: '{"facets":[],"mode":"row-based"}',
    }),
  )) as { rows: { cells: ({ r?: string } | null)[] }[]; pool: { recons: Record<string, Recon> } }
  const counts = { found: 0, right: 0, matched: 0, wrong: 0 }
  for (const [at, { id }] of lines.entries()) {
    const judged = pool.recons[rows[at]?.cells[0]?.r ?? '']
    const first = judged?.m?.id ?? judged?.c?.[0]?.id
    counts.found += Number(first !== undefined)
    counts.right += Number(first === id)
    counts.matched += Number(judged?.j === 'matched')
    counts.wrong += Number(judged?.j === 'matched' && judged.m?.id !== id)
  }
  return { seconds, ...counts }
}

/** Every row, none filtered. */
const engine = '{"facets":[],"mode":"row-based"}'

const ask = async (address: string): Promise<unknown> => (await fetch(address)).json()
