import { readConfig } from '#platform/config'
import { openServices } from './src/app/services.ts'
import { openModules } from './src/app/modules.ts'
import { makeApplication } from './src/app/router.ts'
const s = await openServices(readConfig(process.env), 'x', () => {})
const m = await openModules(s, () => {})
const app = makeApplication(s, m, { stylesheet: '/x', islands: {}, answer: () => undefined })
const base = (await (await app.fetch(new Request('http://x/api/v1/explore?values=60'))).json()) as any
const vals = (n: string) => base.facets.find((f: any) => f.name === n).values.map((v: any) => v.value).filter((v: string) => v !== 'unknown')
const qs: string[] = []
for (const st of vals('state')) for (const c of vals('country').slice(0, 12)) qs.push(`state=${st}&country=${c}`)
for (const c of vals('country')) qs.push(`country=${c}`)
const run = async (list: string[], label: string) => { const t = performance.now(); let bytes = 0; for (const q of list) { const r = await app.fetch(new Request('http://x/api/v1/explore?' + q)); bytes += (await r.arrayBuffer()).byteLength } const d = performance.now() - t; console.log(label, list.length, (d / list.length).toFixed(2), 'ms each', (bytes / list.length / 1000 | 0), 'kB') }
await run(qs.slice(0, 150), 'fresh'); await run(qs.slice(150, 300), 'fresh'); await run(qs.slice(0, 150), 'kept'); await run(qs.slice(0, 150), 'kept')
process.exit(0)
