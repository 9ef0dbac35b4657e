export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export const encodingNames: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'windows-1252',
}

/**
 * Which encoding the bytes are in. A mark at the beginning decides; then zero bytes speak for UTF-16; and what is no UTF-8 anywhere is
 * windows-1252, in which every byte means something.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst) {
      const marked = markOf(chunk)
      if (marked) return marked
      isFirst = false
    }
    if (!fits(strict, chunk, { stream: true })) return 'windows-1252'
  }
  return fits(strict, new Uint8Array(), {}) ? 'utf-8' : 'windows-1252'
}

function markOf(chunk: Uint8Array): Encoding | undefined {
  const [first, second] = chunk
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = chunk.subarray(0, 2000)
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length
  if (zeros(1) > head.length / 4 && zeros(1) > 2 * zeros(0)) return 'utf-16le'
  if (zeros(0) > head.length / 4 && zeros(0) > 2 * zeros(1)) return 'utf-16be'
  return undefined
}

function fits(decoder: TextDecoder, chunk: Uint8Array, options: { stream?: boolean }): boolean {
  try {
    decoder.decode(chunk, options)
    return true
  } catch {
    // Not an accident but the answer: these bytes are no UTF-8.
    return false
  }
}

/** Bytes to text as they come; a character may be cut between two pieces, and the mark at the beginning is no part of the text. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** A whole file as text, in whatever of these encodings it is. */
export async function textOfBytes(bytes: Uint8Array): Promise<{ text: string; encoding: Encoding }> {
  const whole = async function* () {
    yield bytes
  }
  const encoding = await detectEncoding(whole())
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}
