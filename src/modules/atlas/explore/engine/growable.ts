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
  take: () => Uint8Array
}

export function createByteList(): ByteList {
  let held = new Uint8Array(4096)
  let length = 0
  return {
    length: () => length,
    push(bytes) {
      if (length + bytes.length > held.length) {
        const larger = new Uint8Array(Math.max(held.length * 2, length + bytes.length))
        larger.set(held)
        held = larger
      }
      held.set(bytes, length)
      length += bytes.length
    },
    take: () => held.slice(0, length),
  }
}
