import { resolve } from 'node:path'
import { z } from 'zod'
import { invalid } from '#platform/problem'

const settings = z
  .object({
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
    SMTP_DROPS_REPEATS_BY: z
      .string()
      .regex(
        /^(?:message-id|(?:[a-z]+-)*idempotency-key)$/i,
        'name the header by which the mail server knows a letter again: Message-ID, or the key of a provider such as Resend-Idempotency-Key',
      )
      .optional(),
    SMTP_REMEMBERS_HOURS: z.coerce.number('say it as a number of hours').int().min(1).max(8760).default(24),
    TRUST_PROXY: z.coerce.number().int().min(0).max(8).default(0),
    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().max(60).default('your organization'),
    MAIL_FROM: z.string().default('Legation <legation@localhost>'),
    MAIL_RETURN: z.email().optional(),
    MAIL_REPORT_SECRET: z.string().min(20, 'use at least 20 characters').optional(),
  })
  .superRefine((value, context) => {
    const parts = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
    const missing = parts.filter((name) => value[name] === undefined)
    if (missing.length === 0 || missing.length === parts.length) return
    for (const name of missing)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'set all three of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, or none',
      })
  })

/** How a mail server drops what it has taken before. */
export interface DroppedRepeats {
  /** The header that tells it: the same on every try of one letter, and on no other letter. */
  header: string
  /** So long it remembers a letter. */
  hours: number
}

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

export interface Config {
  mode: 'development' | 'production' | 'test'
  /** Only this machine reaches the site: sample people sign in without a proof, and letters, which hold secrets, are shown whole. */
  isPrivate: boolean
  port: number
  host: string
  /** Address that people see, without a trailing slash. */
  publicUrl: string
  /** undefined = the embedded database in `dataFolder/db`. */
  databaseUrl: string | undefined
  dataFolder: string
  logLevel: string
  smtpUrl: string | undefined
  /** Whoever runs the site says that its mail server drops repeats; undefined = it may deliver a letter as often as it is handed one. */
  droppedRepeats: DroppedRepeats | undefined
  mailFrom: string
  /**
   * Where letters to many come back to: each carries an address of its own, made from this one by a plus and a mark. Without it they come
   * back to `mailFrom`, and are told apart by what the report quotes of them.
   */
  mailReturn: string | undefined
  /** Whoever has it may bring reports of mail servers by POST; without one nobody may. */
  mailReportSecret: string | undefined
  /** Proxies of one's own in front of the site; only they are believed about where a request comes from. */
  trustedProxies: number
  /** Where staff may sign in besides passkeys and links. */
  identityProvider: IdentityProvider | undefined
}

export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** As people call it, on the button. */
  name: string
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
  const publicUrl = (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, '')
  const reachable = [value.HOST, new URL(publicUrl).hostname]
  return {
    mode: value.NODE_ENV,
    isPrivate:
      value.NODE_ENV !== 'production' && value.TRUST_PROXY === 0 && reachable.every((host) => loopback.has(host)),
    port: value.PORT,
    host: value.HOST,
    publicUrl,
    databaseUrl: value.DATABASE_URL,
    dataFolder: resolve(value.LEGATION_DATA),
    logLevel: value.LOG_LEVEL,
    smtpUrl: value.SMTP_URL,
    droppedRepeats: value.SMTP_DROPS_REPEATS_BY
      ? { header: value.SMTP_DROPS_REPEATS_BY, hours: value.SMTP_REMEMBERS_HOURS }
      : undefined,
    mailFrom: value.MAIL_FROM,
    mailReturn: value.MAIL_RETURN,
    mailReportSecret: value.MAIL_REPORT_SECRET,
    trustedProxies: value.TRUST_PROXY,
    identityProvider:
      value.OIDC_ISSUER && value.OIDC_CLIENT_ID && value.OIDC_CLIENT_SECRET
        ? {
            issuer: value.OIDC_ISSUER,
            clientId: value.OIDC_CLIENT_ID,
            clientSecret: value.OIDC_CLIENT_SECRET,
            name: value.OIDC_NAME,
          }
        : undefined,
  }
}
