/**
 * Numbers as bytes. Values are cut into as many byte planes as the largest needs: all lowest bytes, then all second ones.
 * Planes cost no more than they must as they are, and compress far better than numbers side by side.
 */
export function packNumbers(values: ArrayLike<number>): Uint8Array {
  const width = bytesNeeded(values)
  const packed = new Uint8Array(1 + width * values.length)
  packed[0] = width
  for (let plane = 0; plane < width; plane++) {
    const offset = 1 + plane * values.length
    for (let at = 0; at < values.length; at++) packed[offset + at] = ((values[at] ?? 0) >>> (plane * 8)) & 0xff
  }
  return packed
}

export function unpackNumbers<Values extends Uint16Array | Uint32Array>(packed: Uint8Array, into: Values): Values {
  const width = packed[0] ?? 0
  if (packed.length !== 1 + width * into.length)
    throw new Error(
      `snapshot: a section holds ${packed.length} bytes where ${into.length} numbers belong; build it again.`,
    )
  for (let plane = 0; plane < width; plane++) {
    const offset = 1 + plane * into.length
    for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) | ((packed[offset + at] ?? 0) << (plane * 8))
  }
  return into
}

/** For ascending numbers: the steps between them. */
export function packSteps(ascending: Uint32Array): Uint8Array {
  return packNumbers(ascending.map((value, at) => value - (at === 0 ? 0 : (ascending[at - 1] ?? 0))))
}

export function unpackSteps(packed: Uint8Array, length: number): Uint32Array {
  const steps = unpackNumbers(packed, new Uint32Array(length))
  for (let at = 1; at < length; at++) steps[at] = (steps[at] ?? 0) + (steps[at - 1] ?? 0)
  return steps
}

/** Adler-32 (RFC 1950), which sees every damaged byte and costs a millisecond for each megabyte. */
export function checksum(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let from = 0; from < bytes.length; from += 3800) {
    const to = Math.min(from + 3800, bytes.length)
    for (let at = from; at < to; at++) {
      low += bytes[at] ?? 0
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}

function bytesNeeded(values: ArrayLike<number>): number {
  let all = 0
  for (let at = 0; at < values.length; at++) all |= values[at] ?? 0
  return Math.ceil((32 - Math.clz32(all)) / 8)
}
