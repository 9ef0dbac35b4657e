/** How many dots wide and high a picture is shown; one that lies on its side by its Exif is measured upright. */
export interface Size {
  width: number
  height: number
}

/** The measures of a PNG, JPEG or WebP picture by its own header; undefined for anything else, and for what is cut short. */
export function measure(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const start = String.fromCharCode(...bytes.subarray(0, 4))
    if (start === '\x89PNG') return { width: view.getUint32(16), height: view.getUint32(20) }
    if (start.startsWith('\xff\xd8')) return ofJpeg(view)
    if (start === 'RIFF') return ofWebp(view, String.fromCharCode(...bytes.subarray(12, 16)))
    return undefined
  } catch (error) {
    // Past the end: there is less of it than its header promises.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function ofJpeg(view: DataView): Size | undefined {
  let isTurned = false
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xe1) isTurned ||= liesOnItsSide(view, at + 10)
    // SOF0 to SOF15, without DHT, JPG and DAC, which share their numbers (T.81, table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return isTurned ? { width: height, height: width } : { width, height }
    }
    if (marker === 0xda) return undefined
  }
  return undefined
}

/** Tag 0x0112 in the first directory of an Exif of ours or another's: 5 to 8 are turned by a quarter. */
function liesOnItsSide(view: DataView, tiff: number): boolean {
  const isLittle = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  const entries = view.getUint16(directory, isLittle)
  for (let entry = 0; entry < Math.min(entries, 100); entry += 1) {
    const at = directory + 2 + entry * 12
    if (view.getUint16(at, isLittle) === 0x0112) return view.getUint16(at + 8, isLittle) >= 5
  }
  return false
}

function ofWebp(view: DataView, kind: string): Size | undefined {
  if (kind === 'VP8X') return { width: 1 + threeBytes(view, 24), height: 1 + threeBytes(view, 27) }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
  }
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  return undefined
}

const threeBytes = (view: DataView, at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
