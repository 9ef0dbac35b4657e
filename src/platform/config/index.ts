import { resolve } from 'node:path'
import { z } from 'zod'
import { invalid } from '#platform/problem'

const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .url()
    .refine(
      (address) => /^https?:\/\/[^/]+\/?$/.test(address),
      'give a scheme and host alone, such as https://atlas.example.org',
    )
    .optional(),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  LEGATION_DATA: z.string().default('./var'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  SMTP_URL: z.string().startsWith('smtp').optional(),
  MAIL_FROM: z.string().default('Legation <legation@localhost>'),
})

export interface Config {
  mode: 'development' | 'production' | 'test'
  port: number
  host: string
  /** Address that people see, without a trailing slash. */
  publicUrl: string
  /** undefined = the embedded database in `dataFolder/db`. */
  databaseUrl: string | undefined
  dataFolder: string
  logLevel: string
  smtpUrl: string | undefined
  mailFrom: string
}

/** Reads settings from the environment and says in one sentence which one is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
    const named = Object.entries(fields).map(([name, message]) => `${name}: ${message}`)
    throw invalid('platform.config.invalid', `Settings that cannot be used: ${named.join('; ')}.`, fields)
  }
  const value = parsed.data
  return {
    mode: value.NODE_ENV,
    port: value.PORT,
    host: value.HOST,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL,
    dataFolder: resolve(value.LEGATION_DATA),
    logLevel: value.LOG_LEVEL,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
  }
}
