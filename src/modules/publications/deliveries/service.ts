import type { Services } from '#kernel/doors'
import type { DroppedRepeats } from '#platform/config'
import { type Database, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { announce } from '#platform/live'
import { type BulkReader, bulkPrinter, type Handed, type MailLane, openMailLane } from '#platform/mail'
import { ownBasis, ownCode, ownReading } from '../issues/rules.ts'
import type { Shelf } from '../lists/service.ts'
import { findNextMailing, getPrinting, listDueMailings } from '../mailings/read.ts'
import {
  addressIn,
  droppedSince,
  isGone,
  letterMark,
  mostRefusedInARow,
  readingCode,
  repeatHeaders,
  returnAddress,
} from '../mailings/rules.ts'
import { type Claim, type MailingView, mailingMoved, type Outcome, type Printing } from '../mailings/schema.ts'
import { personalCode } from '../subscriptions/rules.ts'
import { exchange, leaseMailing, letGo, pauseInTrouble, prepareMailing, settleUnsure } from './write.ts'

/** Connections at once, and letters that one has in hand between two commits: so many at most are undecided when a process is killed. */
const lanes = 6
const inHand = 5
const leaseSeconds = 90
/** A lane hands nothing over that it has had for longer: what is in hand is decided before the lease could end. */
const holdSeconds = 30

export interface Delivering {
  database: Database
  now: () => Date
  smtpUrl: string
  mailFrom: string
  mailReturn: string | undefined
  droppedRepeats?: DroppedRepeats | undefined
  publicUrl: string
  /** Of this process: it tells its own letters in hand from those of one that died. */
  worker: string
  leaseSeconds?: number
  lanes?: number
  inHand?: number
  isClosing(): boolean
}

/** Sends what is left of one mailing, until nothing is, it is paused, or the mail server cannot be reached. Returns whether it is over. */
export async function deliver(given: Delivering, issueId: string): Promise<boolean> {
  const { database, worker, now } = given
  const seconds = given.leaseSeconds ?? leaseSeconds
  const lease = () => database.write((db) => leaseMailing(db, { issueId, worker, seconds }), wholeSight)
  if (!(await lease())) return false
  const settled = { issueId, worker, droppedSince: droppedSince(given.droppedRepeats, now()) }
  await database.write((db) => settleUnsure(db, settled), wholeSight)
  const printing = await database.read((db) => getPrinting(db, issueId))
  const letterFor = printerOf(printing, given)
  const watch = { isStopped: false, trouble: '', refused: 0, toldAt: 0, after: 0 }
  const beat = setInterval(
    () => {
      lease()
        .then((holds) => {
          if (!holds) watch.isStopped = true
        })
        .catch(() => undefined) // the lease ends by itself, and the next exchange sees it
    },
    (seconds * 1000) / 3,
  )
  try {
    await Promise.all(Array.from({ length: given.lanes ?? lanes }, () => goAlong(given, { issueId, letterFor, watch })))
  } finally {
    clearInterval(beat)
  }
  return database.write(async (db) => {
    if (watch.refused >= mostRefusedInARow) await pauseInTrouble(db, { issueId, trouble: watch.trouble })
    return letGo(db, { issueId, worker, trouble: watch.trouble, now: now() })
  }, wholeSight)
}

interface Watch {
  isStopped: boolean
  trouble: string
  /** Letters refused in a row for reasons that are not the mailbox's. */
  refused: number
  toldAt: number
  /** The highest number that was taken in hand. */
  after: number
}

interface Along {
  issueId: string
  letterFor: (claim: Claim) => Envelope
  watch: Watch
}

async function goAlong(given: Delivering, { issueId, letterFor, watch }: Along): Promise<void> {
  const { database, worker, now } = given
  const lane = openMailLane(given.smtpUrl)
  try {
    let outcomes: Outcome[] = []
    for (;;) {
      const want = watch.isStopped || given.isClosing() ? 0 : (given.inHand ?? inHand)
      if (want === 0 && outcomes.length === 0) return
      const after = watch.after
      const claims = await database.write(async (db) => {
        const at = { now: now(), droppedSince: droppedSince(given.droppedRepeats, now()) }
        const taken = await exchange(db, { issueId, worker, outcomes, want, after, ...at })
        if (Date.now() - watch.toldAt > 500) {
          watch.toldAt = Date.now()
          await announce(db, mailingMoved, { id: issueId })
        }
        return taken
      }, wholeSight)
      outcomes = []
      if (!claims) return
      if (claims.length === 0) {
        // At the end: once more from the beginning, for what was given back or put off.
        if (after === 0 || want === 0) return
        watch.after = 0
        continue
      }
      watch.after = Math.max(watch.after, claims.at(-1)?.number ?? 0)
      const since = performance.now()
      for (const claim of claims) {
        const isLate = watch.isStopped || performance.now() - since > holdSeconds * 1000
        outcomes.push(
          isLate ? { number: claim.number, became: 'back', answer: '' } : await hand(lane, claim, { letterFor, watch }),
        )
      }
    }
  } finally {
    lane.close()
  }
}

async function hand(
  lane: MailLane,
  claim: Claim,
  { letterFor, watch }: Pick<Along, 'letterFor' | 'watch'>,
): Promise<Outcome> {
  const { from, message } = letterFor(claim)
  const handed = await lane.hand({ from, to: claim.address }, message)
  noteTrouble(handed, watch)
  if (handed.became === 'sent') return { number: claim.number, became: 'sent', answer: '' }
  const isOfServer = handed.became === 'later' && handed.isOfServer
  return { number: claim.number, became: isOfServer ? 'back' : handed.became, answer: handed.answer }
}

function noteTrouble(handed: Handed, watch: Watch): void {
  if (handed.became === 'sent') {
    watch.refused = 0
    return
  }
  if (handed.became === 'later' && handed.isOfServer) {
    watch.isStopped = true
    watch.trouble = `The mail server cannot be reached: ${handed.answer}. It is tried again every minute.`
  }
  if (handed.became === 'refused' && !isGone(handed.answer)) {
    watch.refused += 1
    if (watch.refused < mostRefusedInARow) return
    watch.isStopped = true
    watch.trouble = `The mail server refused ${watch.refused} letters in a row: ${handed.answer}`
  }
}

interface Envelope {
  from: string
  message: string
}

/** Writes the letters of a mailing: what is the same for all is encoded once. */
function printerOf(
  printing: Printing,
  { mailFrom, mailReturn, publicUrl, droppedRepeats }: Delivering,
): (claim: Claim) => Envelope {
  const { issueId, list } = printing
  const address = addressIn(mailFrom)
  const domain = address.split('@').at(-1) ?? 'localhost'
  const print = bulkPrinter({
    from: { name: list.name, address },
    replyTo: list.replyTo || undefined,
    ...{ subject: printing.subject, text: printing.plain, html: printing.html, own: [ownCode, ownReading, ownBasis] },
    // Letters of a list say so: answers by machines stay away, and readers can sort them (RFC 2919, RFC 3834).
    headers: { 'List-ID': `<${list.slug}.${domain}>`, Precedence: 'bulk' },
    boundary: `letter-${issueId}`,
  })
  return ({ number, memberId, address: to, basis, writtenAt: at }) => {
    const mark = letterMark(list.secret, issueId, number)
    const code = personalCode(list.secret, memberId)
    const reader: BulkReader = {
      ...{ to, at, messageId: `${mark}@${domain}` },
      headers: {
        ...repeatHeaders(droppedRepeats, mark),
        'List-Unsubscribe': `<${publicUrl}/unsubscribe/${code}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      own: {
        [ownCode]: code,
        [ownBasis]: basis,
        [ownReading]: printing.embargoSlug
          ? `${publicUrl}/works/${printing.embargoSlug}`
          : `${publicUrl}/readings/${readingCode(list.secret, issueId, number)}`,
      },
    }
    return { from: returnAddress(mailReturn, mark, address), message: print(reader) }
  }
}

export interface PostRoom {
  /** Begins what is due and goes on with what has begun; waits for all that this process has in hand. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** Timers hold no more than this many milliseconds; later moments are looked for again. */
const longestWait = 2 ** 31 - 1

/**
 * Sends mailings at their moment and in the background. Any number of nodes may wait for the same moment: one of them sends. The job of the
 * same name takes up what a process left when it died.
 */
export function openPostRoom({ database, live, clock, log, config }: Services, shelf: Shelf): PostRoom {
  const worker = newId()
  const inHandNow = new Map<string, Promise<void>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosing = false
  const say = (error: unknown) => log.error({ err: error }, 'mailings')

  async function carry(smtpUrl: string, { issueId, state }: MailingView): Promise<void> {
    try {
      const prepare = { issueId, now: clock.now(), publicUrl: config.publicUrl, all: shelf.all() }
      if (state === 'scheduled') await database.write((db) => prepareMailing(db, prepare), wholeSight)
      const asked = { ...config, smtpUrl, database, worker, now: () => clock.now(), isClosing: () => isClosing }
      await deliver(asked, issueId)
    } catch (error) {
      // The others go on; this one is taken up again within a minute.
      say(error)
    }
  }

  async function refresh(): Promise<void> {
    const { smtpUrl } = config
    if (!smtpUrl || isClosing) return
    // Side by side: a statement to the press does not wait for a newsletter to a hundred thousand.
    for (const mailing of await database.read((db) => listDueMailings(db, clock.now()))) {
      const id = mailing.issueId
      if (!inHandNow.has(id))
        inHandNow.set(
          id,
          carry(smtpUrl, mailing).finally(() => inHandNow.delete(id)),
        )
    }
    const next = await database.read((db) => findNextMailing(db, clock.now()))
    clearTimeout(timer)
    if (next && !isClosing) {
      const wait = Math.min(longestWait, Math.max(0, next.getTime() - clock.now().getTime()))
      timer = setTimeout(() => void refresh().catch(say), wait)
      timer.unref()
    }
    await Promise.all(inHandNow.values())
  }

  const stops = ['scheduled', 'resumed', 'repeated'].map((deed) =>
    live.subscribe(`publications.mailing.${deed}`, () => void refresh().catch(say)),
  )
  return {
    refresh,
    async close() {
      isClosing = true
      clearTimeout(timer)
      for (const stop of stops) stop()
      await Promise.all(inHandNow.values())
    },
  }
}
