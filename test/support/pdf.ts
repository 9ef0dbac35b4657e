import { inflateSync } from 'node:zlib'

/** Everything in a PDF that is not a picture, unpacked: what it declares of itself, its structure, its glyphs and colors. */
export function unpacked(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf)
  const pieces = [bytes.toString('latin1')]
  for (const found of (pieces[0] ?? '').matchAll(/stream\r?\n/g)) {
    const at = found.index + found[0].length
    try {
      pieces.push(inflateSync(bytes.subarray(at, bytes.indexOf('endstream', at))).toString('latin1'))
    } catch {
      // A stream that is not deflated has been read with the rest of the file.
    }
  }
  return pieces.join('\n')
}
