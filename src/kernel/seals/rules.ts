import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256 in Galois/counter mode (NIST SP 800-38D): 96 random bits for each text, and a tag that any change breaks. */
const cipher = 'aes-256-gcm'
const version = '1'

export const newKey = (): Buffer => randomBytes(32)

/** Closes a text with a key; `place` is bound in, so that a sealed text moved elsewhere does not open there. */
export function seal(key: Uint8Array, place: string, text: string): string {
  const start = randomBytes(12)
  const closing = createCipheriv(cipher, key, start).setAAD(Buffer.from(place))
  const closed = Buffer.concat([closing.update(text, 'utf8'), closing.final()])
  return [version, start.toString('base64'), closing.getAuthTag().toString('base64'), closed.toString('base64')].join(
    '.',
  )
}

/** Opens what `seal` closed; undefined when the key, the place or the text is another one. */
export function unseal(key: Uint8Array, place: string, sealed: string): string | undefined {
  const [made, start = '', tag = '', closed = ''] = sealed.split('.')
  if (made !== version) return undefined
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(start, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(place))
      .setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([opening.update(Buffer.from(closed, 'base64')), opening.final()]).toString('utf8')
  } catch {
    // Node says the same of a wrong key and of a broken text, and so do we.
    return undefined
  }
}
