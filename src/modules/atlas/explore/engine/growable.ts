/** A list of unsigned 32-bit numbers that grows without a JavaScript object for each. */
export interface NumberList {
  push: (value: number) => void
  /** What was pushed, in an array of just that length. */
  take: () => Uint32Array
}

export function createNumberList(): NumberList {
  let held = new Uint32Array(1024)
  let length = 0
  return {
    push(value) {
      if (length === held.length) {
        const larger = new Uint32Array(held.length * 2)
        larger.set(held)
        held = larger
      }
      held[length++] = value
    },
    take: () => held.slice(0, length),
  }
}

export interface ByteList {
  length: () => number
  push: (bytes: Uint8Array) => void
  pushText: (text: string) => void
  take: () => Uint8Array
}

export function createByteList(): ByteList {
  let held = new Uint8Array(4096)
  let length = 0
  const reserve = (more: number) => {
    if (length + more <= held.length) return
    const larger = new Uint8Array(Math.max(held.length * 2, length + more))
    larger.set(held)
    held = larger
  }
  return {
    length: () => length,
    push(bytes) {
      reserve(bytes.length)
      held.set(bytes, length)
      length += bytes.length
    },
    pushText(text) {
      // UTF-8 needs at most three bytes for each UTF-16 unit.
      reserve(text.length * 3)
      let at = 0
      // Ids are nearly always ASCII, and asking the encoder costs ten times as much as copying.
      for (; at < text.length; at++) {
        const unit = text.charCodeAt(at)
        if (unit > 0x7f) break
        held[length + at] = unit
      }
      length += at === text.length ? at : encoder.encodeInto(text, held.subarray(length)).written
    },
    take: () => held.slice(0, length),
  }
}

const encoder = new TextEncoder()
