import type { IdColumn } from './ids.ts'
import { countUp } from './ordering.ts'
import { packSteps, unpackSteps } from './packing.ts'

/** What all ids share is written once, and the letters that vary take only as many bits as there are different ones. */
export interface PackedIds {
  shape: IdShape
  bits: Uint8Array
  start: Uint8Array
}

export interface IdShape {
  prefix: number[]
  alphabet: number[]
  letters: number
  /** The length of every id, when it is the same for all. */
  length?: number
}

export function packIds(ids: IdColumn): PackedIds {
  const rows = ids.start.length - 1
  const prefix = sharedPrefix(ids, rows)
  const used = new Uint8Array(256)
  let letters = 0
  for (let row = 0; row < rows; row++) {
    const end = ids.start[row + 1] ?? 0
    for (let at = (ids.start[row] ?? 0) + prefix; at < end; at++) {
      used[ids.bytes[at] ?? 0] = 1
      letters++
    }
  }
  const alphabet = [...used.keys()].filter((byte) => used[byte] === 1)
  const numberOf = new Uint8Array(256)
  alphabet.forEach((byte, number) => {
    numberOf[byte] = number
  })
  const width = letterWidth(alphabet)
  const bits = new Uint8Array(Math.ceil((letters * width) / 8) + 1)
  let position = 0
  for (let row = 0; row < rows; row++) {
    const end = ids.start[row + 1] ?? 0
    for (let at = (ids.start[row] ?? 0) + prefix; at < end; at++) {
      const shifted = (numberOf[ids.bytes[at] ?? 0] ?? 0) << (position & 7)
      const byte = position >>> 3
      bits[byte] = (bits[byte] ?? 0) | shifted
      bits[byte + 1] = (bits[byte + 1] ?? 0) | (shifted >>> 8)
      position += width
    }
  }
  const length = commonLength(ids, rows)
  const shape: IdShape = { prefix: Array.from(ids.bytes.subarray(0, prefix)), alphabet, letters }
  if (length === undefined) return { shape, bits, start: packSteps(ids.start) }
  return { shape: { ...shape, length }, bits, start: new Uint8Array() }
}

export function unpackIds({ shape, bits, start: packed }: PackedIds, rows: number): IdColumn {
  const { prefix, alphabet, length } = shape
  const start = length === undefined ? unpackSteps(packed, rows + 1) : countUp(rows + 1).map((row) => row * length)
  const bytes = new Uint8Array(start[rows] ?? 0)
  const width = letterWidth(alphabet)
  const mask = 2 ** width - 1
  const byteOf = Uint8Array.from(alphabet)
  let position = 0
  for (let row = 0; row < rows; row++) {
    const from = start[row] ?? 0
    const end = start[row + 1] ?? 0
    bytes.set(prefix, from)
    for (let at = from + prefix.length; at < end; at++) {
      const byte = position >>> 3
      const both = (bits[byte] ?? 0) | ((bits[byte + 1] ?? 0) << 8)
      bytes[at] = byteOf[(both >>> (position & 7)) & mask] ?? 0
      position += width
    }
  }
  return { bytes, start }
}

const letterWidth = (alphabet: readonly number[]) => Math.max(1, Math.ceil(Math.log2(alphabet.length)))

function sharedPrefix(ids: IdColumn, rows: number): number {
  let shared = rows === 0 ? 0 : (ids.start[1] ?? 0)
  for (let row = 1; row < rows && shared > 0; row++) {
    const from = ids.start[row] ?? 0
    shared = Math.min(shared, (ids.start[row + 1] ?? 0) - from)
    let at = 0
    while (at < shared && ids.bytes[from + at] === ids.bytes[at]) at++
    shared = at
  }
  return shared
}

function commonLength(ids: IdColumn, rows: number): number | undefined {
  const length = ids.start[1] ?? 0
  for (let row = 0; row < rows; row++)
    if ((ids.start[row + 1] ?? 0) - (ids.start[row] ?? 0) !== length) return undefined
  return length
}
