import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Island name (`modules/atlas/explore/map`) → addresses of its script and of the style sheets it brings. */
export type Islands = Record<string, { script: string; styles: string[] }>

interface ManifestEntry {
  file: string
  css?: string[]
  imports?: string[]
}

/** The only code that reaches a browser: every `*.client.ts(x)` below src, each an entry of its own. */
const findEntries = (root: string): string[] => globSync('src/**/*.client.{ts,tsx}', { cwd: root }).sort()

function sourceStamp(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of globSync('src/{app,ui,modules,kernel,platform}/**/*.{ts,tsx,css}', { cwd: root }).sort())
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Builds the islands when their source has changed since the last build; a second start finds them ready. */
export async function buildIslands(root: string, outFolder: string, say: (line: string) => void): Promise<Islands> {
  const entries = findEntries(root)
  const stampFile = join(outFolder, 'stamp')
  const stamp = sourceStamp(root)
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    say('Preparing the parts that run in the browser …')
    const { build } = await import('vite')
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      base: '/assets/islands/',
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      build: {
        outDir: outFolder,
        emptyOutDir: true,
        manifest: 'manifest.json',
        assetsDir: '',
        target: 'es2022',
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: entries },
      },
      worker: { format: 'es' },
    })
    mkdirSync(outFolder, { recursive: true })
    writeFileSync(stampFile, stamp)
  }
  return readManifest(outFolder)
}

function readManifest(outFolder: string): Islands {
  // Written by Vite in the shape documented under "Backend integration".
  const manifest = JSON.parse(readFileSync(join(outFolder, 'manifest.json'), 'utf8')) as Record<string, ManifestEntry>
  const islands: Islands = {}
  for (const [source, entry] of Object.entries(manifest)) {
    const name = /^src\/(.*)\.client\.tsx?$/.exec(relative('.', source))?.[1]
    if (!name) continue
    const chunks = [entry, ...(entry.imports ?? []).flatMap((key) => manifest[key] ?? [])]
    islands[name] = {
      script: `/assets/islands/${entry.file}`,
      styles: chunks.flatMap((chunk) => chunk.css ?? []).map((file) => `/assets/islands/${file}`),
    }
  }
  return islands
}
