import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.bin': 'application/octet-stream',
}

interface Kept {
  bytes: Buffer
  gzip: Buffer | undefined
  type: string
}

/** Small files held in memory with their compressed twin; every address carries a hash, so browsers keep them for a year. */
export function keepAssets(
  css: string,
  fonts: { url: string; file: string }[],
): {
  stylesheet: string
  answer(path: string, acceptsGzip: boolean): Response | undefined
} {
  const kept = new Map<string, Kept>()
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 12)
  const stylesheet = `/assets/styles-${hash}.css`
  kept.set(stylesheet, keep(Buffer.from(css), '.css'))
  for (const font of fonts) kept.set(font.url, keep(readFileSync(font.file), extname(font.file)))
  return {
    stylesheet,
    answer(path, acceptsGzip) {
      const found = kept.get(path)
      return found && respond(found, acceptsGzip)
    },
  }
}

/** Files below a folder that was built for browsers (islands, basemap), read once when first asked for. */
export function folderAssets(
  folder: string,
  prefix: string,
): (path: string, acceptsGzip: boolean) => Response | undefined {
  const kept = new Map<string, Kept>()
  const root = resolve(folder)
  return (path, acceptsGzip) => {
    if (!path.startsWith(prefix)) return undefined
    const file = resolve(root, path.slice(prefix.length))
    if (!file.startsWith(root + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined
    const found = kept.get(file) ?? keep(readFileSync(file), extname(file))
    kept.set(file, found)
    return respond(found, acceptsGzip)
  }
}

function keep(bytes: Buffer, extension: string): Kept {
  const type = mediaTypes[extension] ?? 'application/octet-stream'
  return { bytes, gzip: extension === '.woff2' ? undefined : gzipSync(bytes, { level: 9 }), type }
}

function respond({ bytes, gzip, type }: Kept, acceptsGzip: boolean): Response {
  const isGzip = acceptsGzip && gzip !== undefined
  return new Response(new Uint8Array(isGzip ? gzip : bytes), {
    headers: {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}
