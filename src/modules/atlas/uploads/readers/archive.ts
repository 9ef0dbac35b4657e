import { Unreadable } from './sheet.ts'

const MOST_BYTES = 600 * 1_048_576
const END = 0x06054b50
const ENTRY = 0x02014b50

/** Refuses an archive that would unpack to more than a machine should hold: its own list of contents says how much that is. */
export function refuseBomb(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const lowest = Math.max(0, bytes.length - 22 - 65_535)
  while (end >= lowest && view.getUint32(end, true) !== END) end -= 1
  if (end < lowest) throw new Unreadable('The workbook is damaged: its end is missing. Save it again and send it.')
  let at = view.getUint32(end + 16, true)
  let total = 0
  const entries = view.getUint16(end + 10, true)
  for (let entry = 0; entry < entries && at + 46 <= bytes.length; entry += 1) {
    if (view.getUint32(at, true) !== ENTRY) break
    total += view.getUint32(at + 24, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (total > MOST_BYTES) throw new Unreadable('The workbook unpacks to more than 600 MB. Save the sheet as CSV.')
}
