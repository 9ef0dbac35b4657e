import { isGone } from '../mailings/rules.ts'
import type { Report } from './schema.ts'

interface Part {
  headers: Map<string, string>
  body: string
}

/** Lines of `Name: value`, as messages (RFC 5322) and reports (RFC 3464, RFC 5965) have them; folded ones are put together. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]+)\s*:\s*(.*)$/.exec(line) ?? []
    if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), (value ?? '').trim())
  }
  return fields
}

function partOf(text: string): Part {
  const end = text.search(/\n\n/)
  const headers = fieldsOf(end < 0 ? text : text.slice(0, end))
  const body = end < 0 ? '' : text.slice(end + 2)
  return { headers, body: decoded(body, headers.get('content-transfer-encoding')) }
}

function decoded(body: string, encoding = ''): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replace(/\r\n/g, '\n')
    case 'quoted-printable':
      return body
        .replace(/=\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    default:
      return body
  }
}

const typeOf = ({ headers }: Part): string =>
  (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? ''

/** A message and all its parts, outer ones first. A message that is nested without end is read three deep. */
export function partsOf(message: string, depth = 3): Part[] {
  const part = partOf(message.replace(/\r\n/g, '\n'))
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1]
  if (!boundary || depth === 0) return [part]
  const inner = part.body.split(`--${boundary}`).slice(1)
  return [
    part,
    ...inner
      .filter((text) => !text.startsWith('--'))
      .flatMap((text) => partsOf(text.replace(/^[ \t]*\n/, ''), depth - 1)),
  ]
}

/** What a message from a mail server says: a delivery status (RFC 3464) or a complaint (RFC 5965). Anything else is unknown. */
export function readReport(parts: readonly Part[]): Report {
  const feedback = parts.find((part) => typeOf(part) === 'message/feedback-report')
  if (feedback) {
    const type = fieldsOf(feedback.body).get('feedback-type')?.toLowerCase() ?? ''
    // "not-spam" takes a complaint back; of the others only these two are a reader's.
    return ['abuse', 'opt-out'].includes(type) ? { kind: 'complaint', says: type } : { kind: 'unknown', says: type }
  }
  const status = parts.find((part) =>
    ['message/delivery-status', 'message/global-delivery-status'].includes(typeOf(part)),
  )
  if (!status) return { kind: 'unknown', says: '' }
  // The first group of fields is about the message, each further one about a recipient; letters of ours have one.
  const groups = status.body.split(/\n\s*\n/).map(fieldsOf)
  const about = groups.find((fields) => fields.has('action'))
  if (!about) return { kind: 'unknown', says: '' }
  const [action, code] = [about.get('action')?.toLowerCase(), about.get('status') ?? '']
  const says = `${code} ${about.get('diagnostic-code') ?? ''}`.trim().slice(0, 300)
  if (action !== 'failed') return { kind: 'delivered', says }
  const enhanced = /^\d\.\d{1,3}\.\d{1,3}/.exec(code)?.[0]
  const diagnostic = (about.get('diagnostic-code') ?? '').replace(/^\S+;\s*/, '')
  // 5.0.0 says only that it failed: the words of the server say why.
  const answer = enhanced && enhanced !== '5.0.0' ? `550 ${enhanced}` : diagnostic
  return { kind: isGone(answer) ? 'gone' : 'soft', says }
}
