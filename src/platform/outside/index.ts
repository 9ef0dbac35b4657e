import { lookup as resolve } from 'node:dns/promises'
import { request as plainRequest } from 'node:http'
import { request as sealedRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { isOutside } from './addresses.ts'

/** An address outside that could not be had, with the words that say why. */
export class Unreachable extends Error {}

export interface Fetched {
  status: number
  /** Where it was found in the end. */
  address: string
  mediaType: string
  bytes: Uint8Array
}

export interface Reach {
  /** What we call ourselves. */
  agent: string
  seconds?: number
  mostBytes?: number
  /** For tests, which know no internet: this machine instead of it, and nothing else. */
  onlyLoopback?: boolean
}

const mostHops = 5

/**
 * Fetches an address of the internet as it is given to anybody: without cookies, within a time and a size. Never one of this machine or
 * this house, also when a name or a redirection leads there: the address that was looked at is the one that is called.
 */
export async function fetchOutside(address: string, reach: Reach): Promise<Fetched> {
  const ending = AbortSignal.timeout((reach.seconds ?? 20) * 1000)
  let next = address
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const answer = await fetchOnce(next, reach, ending)
    if (answer.location === undefined) return answer
    next = answer.location
  }
  throw new Unreachable('It leads from one address to the next without an end.')
}

async function fetchOnce(
  address: string,
  reach: Reach,
  ending: AbortSignal,
): Promise<Fetched & { location: string | undefined }> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Unreachable('It is no address of the web.')
  if (url.username || url.password) throw new Unreachable('It holds a password.')
  if (!reach.onlyLoopback && url.port !== '') throw new Unreachable('It names a door that pages of the web do not use.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !mayReach(host, reach)) throw new Unreachable('It is not on the internet.')
  const ask = url.protocol === 'https:' ? sealedRequest : plainRequest
  return new Promise((done, fail) => {
    const fault = (error: Error) =>
      fail(error instanceof Unreachable ? error : new Unreachable(wordsFor(error, ending)))
    const request = ask(url, {
      ...{ agent: false, signal: ending, lookup: guardedLookup(reach) },
      headers: {
        'user-agent': reach.agent,
        accept: 'text/html,application/pdf,*/*;q=0.5',
        'accept-encoding': 'gzip, br',
      },
    })
    request.on('error', fault)
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      const { location } = response.headers
      if (status >= 300 && status < 400 && location && URL.canParse(location, url)) {
        request.destroy()
        done({
          ...{ status, mediaType: '', bytes: new Uint8Array() },
          address: url.href,
          location: new URL(location, url).href,
        })
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > mostOf(reach)) request.destroy(new Unreachable('It is larger than we keep.'))
        chunks.push(chunk)
      })
      response.on('error', fault)
      response.on('end', () => {
        unpacked(Buffer.concat(chunks), response.headers['content-encoding'], mostOf(reach)).then((bytes) => {
          const mediaType = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
          done({ status, address: url.href, mediaType, bytes, location: undefined })
        }, fault)
      })
    })
    request.end()
  })
}

const mostOf = ({ mostBytes = 10_000_000 }: Reach): number => mostBytes

const mayReach = (ip: string, { onlyLoopback }: Reach): boolean => (onlyLoopback ? ip === '127.0.0.1' : isOutside(ip))

/** Looks a name up and gives only addresses that may be called: one that is not spoils them all. */
const guardedLookup =
  (reach: Reach): LookupFunction =>
  (name, options, done) => {
    resolve(name, { all: true }).then(
      (found) => {
        const [first] = found
        if (!first || found.some(({ address }) => !mayReach(address, reach)))
          done(new Unreachable('It is not on the internet.'), '')
        else if (options.all) done(null, found)
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    )
  }

async function unpacked(bytes: Buffer, encoding: string | undefined, most: number): Promise<Uint8Array> {
  const limit = { maxOutputLength: most }
  if (encoding === 'gzip') return new Uint8Array(await promisify(gunzip)(bytes, limit))
  if (encoding === 'br') return new Uint8Array(await promisify(brotliDecompress)(bytes, limit))
  return new Uint8Array(bytes)
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'There is no site of that name.',
  EAI_AGAIN: 'Names could not be looked up.',
  ECONNREFUSED: 'The site did not answer.',
  ECONNRESET: 'The site broke off.',
  ERR_BUFFER_TOO_LARGE: 'It is larger than we keep.',
}

function wordsFor(error: Error, ending: AbortSignal): string {
  if (ending.aborted) return 'It took too long.'
  const { code = '' } = error as NodeJS.ErrnoException // of the system, where it has one
  return reasons[code] ?? (/CERT|SSL|TLS/.test(code) ? 'Its certificate is not valid.' : 'It could not be fetched.')
}
