import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type { Person } from './site.ts'

/** An authenticator in software: it makes one passkey and answers questions with it, as WebAuthn Level 3 describes (§6, §7). */
export interface Authenticator {
  register(options: { challenge: string; rp: { id?: string } }): string
  answer(options: { challenge: string; rpId?: string }): string
}

const text = (value: Uint8Array): string => Buffer.from(value).toString('base64url')
const sha256 = (value: string | Uint8Array): Buffer => createHash('sha256').update(value).digest()

/** As much of CBOR as an attestation needs: small integers, bytes, text and maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (kind: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(kind << 5) | size])
      : size < 256
        ? Buffer.from([(kind << 5) | 24, size])
        : Buffer.from([(kind << 5) | 25, size >> 8, size & 255])
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const members = [...value].flatMap(([key, member]) => [cbor(key), cbor(member as Parameters<typeof cbor>[0])]) // built below
  return Buffer.concat([head(5, value.size), ...members])
}

export function newAuthenticator(origin = 'http://legation.test'): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0
  const data = (rpId: string, flags: number, rest: Uint8Array = new Uint8Array()): Buffer => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest])
  }
  const said = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin }))
  const credential = (response: object) =>
    JSON.stringify({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response })

  return {
    register({ challenge, rp }) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cosePublicKey(publicKey)])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data(rp.id ?? '', 0x45, attested)],
      ])
      return credential({
        clientDataJSON: text(said('webauthn.create', challenge)),
        attestationObject: text(cbor(attestation)),
        transports: ['internal'],
      })
    },
    answer({ challenge, rpId = '' }) {
      const authenticatorData = data(rpId, 0x05)
      const client = said('webauthn.get', challenge)
      const signed = createSign('sha256').update(Buffer.concat([authenticatorData, sha256(client)]))
      return credential({
        clientDataJSON: text(client),
        authenticatorData: text(authenticatorData),
        signature: text(signed.sign(privateKey)),
      })
    },
  }
}

function cosePublicKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const parts = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ])
  return cbor(parts)
}

interface Question {
  id: string
  options: { challenge: string; rpId: string; rp: { id?: string } }
}

const ask = async (person: Person, path: string): Promise<Question> =>
  (await person.send('POST', path, {})).json<Question>()

/** What the form of a new passkey sends. */
export async function registration(person: Person, authenticator: Authenticator, name = 'Blue key') {
  const { id, options } = await ask(person, '/api/v1/me/passkey-challenges')
  return { challenge: id, credential: authenticator.register(options), name }
}

/** What the form of signing in sends. */
export async function proof(person: Person, authenticator: Authenticator) {
  const { id, options } = await ask(person, '/api/v1/sign-in/challenges')
  return { challenge: id, credential: authenticator.answer(options), next: '/me' }
}

/** What the page that asks for a fresh proof sends along with what was typed. */
export async function freshProof(person: Person, authenticator: Authenticator, prefix = 'proof-') {
  const { id, options } = await ask(person, '/api/v1/sign-in/confirmation-challenges')
  return { [`${prefix}challenge`]: id, [`${prefix}credential`]: authenticator.answer(options) }
}
