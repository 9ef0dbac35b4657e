/**
 * A picture without what it says beside itself: where and when and with what it was taken, who edited it, previews of what was cut away.
 * How it is turned and its colors stay. Whatever is not understood is left out, never kept. JPEG (ITU-T T.81 with Exif 3.0), PNG (third
 * edition), WebP (RFC 9649), GIF89a; other bytes are returned as they are.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  const start = String.fromCharCode(...bytes.subarray(0, 4))
  if (start.startsWith('\xff\xd8')) return plainJpeg(bytes)
  if (start === '\x89PNG') return plainPng(bytes)
  if (start === 'RIFF') return plainWebp(bytes)
  if (start.startsWith('GIF8')) return plainGif(bytes)
  return bytes
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function plainJpeg(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let turned = 1
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) break
    const end = Math.min(bytes.length, at + 2 + viewOf(bytes).getUint16(at + 2))
    const segment = bytes.subarray(at, end)
    if (marker === 0xe1 && textAt(segment, 4, 4) === 'Exif') turned = orientationIn(segment.subarray(10))
    // JFIF, color profiles and Adobe's transform say how to draw; all other applications, and comments, say something else.
    const isDrawing =
      marker === 0xe0 || marker === 0xee || (marker === 0xe2 && textAt(segment, 4, 11) === 'ICC_PROFILE')
    if (isDrawing || !((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe)) parts.push(segment)
    at = end
    if (marker === 0xda) {
      const after = endOfScan(bytes, at)
      parts.push(bytes.subarray(at, after))
      at = after
    }
  }
  // Nothing after the end of the picture: telephones hang films and depths there.
  parts.push(Uint8Array.of(0xff, 0xd9))
  if (turned > 1) parts.splice(1, 0, onlyOrientation(turned))
  return joined(parts)
}

/** Drawn data ends at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** Tag 0x0112 of the first directory; 1, as it lies, where there is none. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1
  const view = viewOf(tiff)
  const isLittle = textAt(tiff, 0, 2) === 'II'
  const directory = view.getUint32(4, isLittle)
  if (directory + 2 > tiff.length) return 1
  const entries = view.getUint16(directory, isLittle)
  for (let at = directory + 2; at + 12 <= tiff.length && at < directory + 2 + entries * 12; at += 12)
    if (view.getUint16(at, isLittle) === 0x0112) {
      const turned = view.getUint16(at + 8, isLittle)
      return turned >= 1 && turned <= 8 ? turned : 1
    }
  return 1
}

/** The smallest Exif there is: one directory with one entry. */
const onlyOrientation = (turned: number): Uint8Array =>
  Uint8Array.of(
    ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0],
  )

const drawnChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs acTL fcTL fdAT cICP'.split(' '),
)

function plainPng(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + viewOf(bytes).getUint32(at)
    const name = textAt(bytes, at + 4, 4)
    if (drawnChunks.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  return joined(parts)
}

function plainWebp(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = viewOf(bytes).getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    const name = textAt(bytes, at, 4)
    const chunk = Uint8Array.from(bytes.subarray(at, end))
    // The flags of the extended header no longer promise Exif and XMP.
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0x0c
    if (['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'].includes(name)) parts.push(chunk)
    at = end
  }
  const body = joined(parts)
  const head = Uint8Array.from(bytes.subarray(0, 12))
  if (head.length === 12) viewOf(head).setUint32(4, body.length + 4, true)
  return joined([head, body])
}

function plainGif(bytes: Uint8Array): Uint8Array {
  const tableOf = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = Math.min(bytes.length, 13 + tableOf(bytes[10] ?? 0))
  const parts: Uint8Array[] = [bytes.subarray(0, at)]
  const pastBlocks = (from: number): number => {
    let next = from
    while (next < bytes.length && bytes[next] !== 0) next += 1 + (bytes[next] ?? 0)
    return Math.min(bytes.length, next + 1)
  }
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x21) {
      const end = pastBlocks(at + 2)
      const isLoop = bytes[at + 1] === 0xff && /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(textAt(bytes, at + 3, 11))
      if (bytes[at + 1] === 0xf9 || isLoop) parts.push(bytes.subarray(at, end))
      at = end
    } else if (kind === 0x2c) {
      const end = pastBlocks(at + 10 + tableOf(bytes[at + 9] ?? 0) + 1)
      parts.push(bytes.subarray(at, end))
      at = end
    } else {
      if (kind === 0x3b) parts.push(bytes.subarray(at, at + 1))
      break
    }
  }
  return joined(parts)
}
