import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Structured logs, one JSON object a line on standard error; standard output belongs to commands. */
export function makeLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['req.headers.cookie', 'secret', 'token'] },
    pino.destination({ dest: 2, sync: false }),
  )
}
