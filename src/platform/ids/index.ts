import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

// Crockford's base 32: no I, L, O, U, so an id read aloud or typed from paper survives.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

function base32(bytes: Uint8Array, length: number): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5 && text.length < length) {
      text += alphabet[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return text
}

const last = Buffer.alloc(16)

/**
 * A new id that sorts by the millisecond it was made (after ULID: 48-bit time, 77 random bits). Those of one millisecond count up from
 * the first, as ULID has it: an index takes a whole import at its end instead of all over. So an id says nothing secret, and hides nothing.
 */
export function newId(at: Date = new Date()): string {
  if (last.readUIntBE(0, 6) === at.getTime() && countUp(last)) return base32(last, 25)
  last.writeUIntBE(at.getTime(), 0, 6)
  randomBytes(10).copy(last, 6)
  return base32(last, 25)
}

/** Adds one to the last of the 125 bits that are written; false when all of them were ones. */
function countUp(bytes: Buffer): boolean {
  let carry = 8
  for (let at = 15; at >= 6 && carry > 0; at--) {
    const sum = (bytes[at] ?? 0) + carry
    bytes[at] = sum & 255
    carry = sum >> 8
  }
  return carry === 0
}

/** The same id for the same key on every installation: what an import makes twice is one record (80 bits of SHA-256). */
export function idFromKey(kind: string, key: string): string {
  return base32(createHash('sha256').update(`${kind}\n${key}`).digest(), 16)
}

/** A secret for links and sessions: 160 random bits, shown once; only `secretHash` of it is ever stored. */
export const newSecret = (): string => base32(randomBytes(20), 32)

/** A hundred bits that only the holder of the secret can make for this text (HMAC-SHA-256): for links and addresses that nobody keeps. */
export const markOf = (secret: string, text: string): string =>
  base32(createHmac('sha256', secret).update(text).digest(), 20)

export function isMark(secret: string, text: string, mark: string): boolean {
  const [wanted, given] = [Buffer.from(markOf(secret, text)), Buffer.from(mark)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Lower-case ASCII words joined by hyphens, for addresses. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
