import { checksum } from './packing.ts'

/** Named sections of bytes and a description, in one buffer that can tell when it is damaged. */
export interface Archive {
  description: unknown
  sections: ReadonlyMap<string, Uint8Array>
}

const MAGIC = 0x5441474c // "LGAT", little-endian
/** Raise with every change of layout: an old file is then refused, and its owner builds a new one. */
const VERSION = 1
const HEADER = 20

interface Directory {
  description: unknown
  sections: [name: string, length: number][]
}

export function writeArchive({ description, sections }: Archive): ArrayBuffer {
  const listed = [...sections].map(([name, bytes]): [string, number] => [name, bytes.length])
  const directory = new TextEncoder().encode(JSON.stringify({ description, sections: listed } satisfies Directory))
  const length = HEADER + directory.length + listed.reduce((sum, [, bytes]) => sum + bytes, 0)
  const buffer = new ArrayBuffer(length)
  const all = new Uint8Array(buffer)
  all.set(directory, HEADER)
  let at = HEADER + directory.length
  for (const bytes of sections.values()) {
    all.set(bytes, at)
    at += bytes.length
  }
  const header = new DataView(buffer)
  header.setUint32(0, MAGIC, true)
  header.setUint32(4, VERSION, true)
  header.setUint32(8, length, true)
  header.setUint32(12, directory.length, true)
  header.setUint32(16, checksum(all.subarray(HEADER)), true)
  return buffer
}

export function readArchive(buffer: ArrayBuffer): Archive {
  const header = new DataView(buffer)
  if (buffer.byteLength < HEADER || header.getUint32(0, true) !== MAGIC)
    throw new Error('snapshot: this is not an atlas snapshot; build one from the database.')
  if (header.getUint32(4, true) !== VERSION)
    throw new Error(
      `snapshot: version ${header.getUint32(4, true)} cannot be read here, only ${VERSION}; build it again.`,
    )
  if (header.getUint32(8, true) !== buffer.byteLength)
    throw new Error(
      `snapshot: ${buffer.byteLength} of ${header.getUint32(8, true)} bytes are here; fetch or build it again.`,
    )
  const all = new Uint8Array(buffer)
  if (header.getUint32(16, true) !== checksum(all.subarray(HEADER)))
    throw new Error('snapshot: the checksum does not fit, the file is damaged; fetch or build it again.')
  const start = HEADER + header.getUint32(12, true)
  // The checksum vouches that this is what `writeArchive` wrote.
  const directory = JSON.parse(new TextDecoder().decode(all.subarray(HEADER, start))) as Directory
  const sections = new Map<string, Uint8Array>()
  let at = start
  for (const [name, length] of directory.sections) {
    sections.set(name, all.subarray(at, at + length))
    at += length
  }
  return { description: directory.description, sections }
}
