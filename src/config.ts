import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { addressProblem } from './db/wire/address.js'
import { InvalidConfig } from './errors.js'
import { parseUrl } from './typed/parse-url.js'
import { trim } from './typed/trim.js'

/** Each holds connections to the database, and memory. */
const mostWorkers = 64
const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/**
 * All settings from the environment, parsed once. The configuration table in the README describes
 * each for operators.
 */
export interface Config {
  host: string
  port: number
  /** Public address of the short links, without a trailing slash. */
  baseUrl: string
  /** Absolute path of the journal, and of the embedded database where `databaseUrl` is null. */
  dataDir: string
  /** A PostgreSQL server, version 14 or newer; null for the embedded one. */
  databaseUrl: string | null
  /** A preset admin key, valid in addition to the stored ones. */
  adminKey: string | null
  /**
   * Proxies whose X-Forwarded-For is believed: addresses and CIDR ranges, or a number of hops; null
   * for none.
   */
  trustProxy: string[] | number | null
  logLevel: (typeof logLevels)[number]
  /** How many processes answer requests. */
  workers: number
  /** Whether every page says that its data is made up. */
  demo: boolean
  /** Days after a tweet in which its clicks count for its influence. */
  attributionWindowDays: number
  /** Hours to keep an ingested journal segment. */
  journalRetentionHours: number
  /**
   * Where to write a backup every `everyHours` hours (an absolute path; null for none), and how
   * many stay there.
   */
  backups: { directory: string | null; everyHours: number; keep: number }
  /** Requests per minute and API key. */
  apiRequestsPerMinute: number
  /** Requests per minute and address with an unknown name or a wrong key. */
  missesPerMinute: number
  /**
   * Prior of an account's rate: centre and scale of its natural logarithm, the tweets' dispersion,
   * the degrees of freedom, and the hours within which half of a tweet's clicks come. Used until a
   * prior is estimated from the data, and as the starting point of that estimate.
   */
  prior: { mu: number; tau: number; k: number; nu: number; halfLifeHours: number }
  /** Hours after which to ask again for the followers of an account that tweeted; 0 for never. */
  followersRefreshHours: number
  /** X's oEmbed service, asked for the t.co codes of attached tweets; null to ask nobody. */
  xOembedUrl: string | null
  /**
   * Which private addresses webhooks may be sent to: all, none, or these addresses and CIDR ranges.
   */
  webhookAllowPrivate: boolean | string[]
  /** Whom to ask for follower counts: base addresses without a trailing slash. */
  providers: {
    /**
     * `dailyBudget`: accounts per day (UTC), since X charges for each. Without a token, X is not
     * asked.
     */
    x: { apiUrl: string; bearerToken: string | null; dailyBudget: number }
    bluesky: { apiUrl: string }
    /** Asked instead of each account's own server; null to ask those servers. */
    mastodon: { apiUrl: string | null }
  }
}

/** What commands need to talk to a running service. */
export interface ClientConfig {
  /** Address of the service, without a trailing slash. */
  url: string
  key: string
}

type Environment = Record<string, string | undefined>

/** Reads the service's environment. Throws InvalidConfig with all problems in one message. */
export function readConfig(env: Environment): Readonly<Config> {
  const problems: string[] = []
  const { text, secret, number, address, flag } = reader(env, problems)
  const port = number('PORT', 3000, { min: 0, max: 65535, whole: true })
  const config: Config = {
    host: text('HOST') ?? '0.0.0.0',
    port,
    baseUrl: readBaseUrl(text('BASE_URL') ?? `http://localhost:${port}`, problems),
    dataDir: resolve(text('DATA_DIR') ?? 'data'),
    databaseUrl: readDatabaseUrl(secret('DATABASE_URL'), problems),
    adminKey: readAdminKey(secret('ADMIN_KEY'), problems),
    trustProxy: readTrustProxy(text('TRUST_PROXY'), problems),
    logLevel: readLogLevel(text('LOG_LEVEL') ?? 'info', problems),
    workers:
      text('WORKERS') === 'auto'
        ? Math.min(mostWorkers, availableParallelism())
        : number('WORKERS', 1, { min: 1, max: mostWorkers, whole: true, or: 'auto' }),
    demo: flag('DEMO'),
    attributionWindowDays: number('ATTRIBUTION_WINDOW_DAYS', 7, { min: 0.01, max: 365 }),
    journalRetentionHours: number('JOURNAL_RETENTION_HOURS', 24, { min: 0, max: 24 * 365 }),
    backups: {
      directory: text('BACKUP_DIR') && resolve(text('BACKUP_DIR') ?? ''),
      everyHours: number('BACKUP_EVERY_HOURS', 24, { min: 1, max: 24 * 365 }),
      keep: number('BACKUP_KEEP', 7, { min: 1, max: 10_000, whole: true }),
    },
    apiRequestsPerMinute: number('API_REQUESTS_PER_MINUTE', 600, { min: 1, max: 1e9, whole: true }),
    missesPerMinute: number('MISSES_PER_MINUTE', 60, { min: 1, max: 1e9, whole: true }),
    prior: {
      mu: number('PRIOR_MU', Math.log(0.01), { min: -16, max: 4 }),
      tau: number('PRIOR_TAU', 1, { min: 0.01, max: 10 }),
      k: number('PRIOR_K', 2, { min: 0.01, max: 1000 }),
      nu: number('PRIOR_NU', 7, { min: 1, max: 1000 }),
      halfLifeHours: number('HALF_LIFE_HOURS', 2.8, { min: 0.01, max: 24 * 365 }),
    },
    followersRefreshHours: number('FOLLOWERS_REFRESH_HOURS', 24, { min: 0, max: 24 * 365 }),
    // An empty one is an answer here: nobody is asked.
    xOembedUrl:
      env.X_OEMBED_URL === undefined ? 'https://publish.twitter.com/oembed' : address('X_OEMBED_URL'),
    webhookAllowPrivate: readAllowPrivate(text('WEBHOOK_ALLOW_PRIVATE'), problems),
    providers: {
      x: {
        apiUrl: address('X_API_URL') ?? 'https://api.x.com',
        bearerToken: readToken('X_BEARER_TOKEN', secret('X_BEARER_TOKEN'), problems),
        dailyBudget: number('X_DAILY_BUDGET', 100, { min: 0, max: 1e6, whole: true }),
      },
      bluesky: { apiUrl: address('BLUESKY_API_URL') ?? 'https://public.api.bsky.app' },
      mastodon: { apiUrl: address('MASTODON_API_URL') },
    },
  }
  if (problems.length > 0) throw new InvalidConfig(problems)
  for (const part of [config.prior, config.backups, config.providers, ...Object.values(config.providers)])
    Object.freeze(part)
  return Object.freeze(config)
}

/** Reads a client's environment. Throws InvalidConfig with all problems in one message. */
export function readClientConfig(env: Environment): Readonly<ClientConfig> {
  const problems: string[] = []
  const { text, secret } = reader(env, problems)
  const url = httpAddress(text('FIVEHUNDRED_URL') ?? 'http://localhost:3000')
  if (url === null) {
    problems.push(
      'FIVEHUNDRED_URL must be the http(s) address of the service, without credentials, query or fragment.',
    )
  }
  const key = secret('FIVEHUNDRED_KEY')
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) {
    problems.push('FIVEHUNDRED_KEY must be an API key: printable ASCII characters without a space.')
  }
  if (key === null && problems.length === 0) {
    problems.push(
      'Set FIVEHUNDRED_KEY (or FIVEHUNDRED_KEY_FILE) to an API key; "fivehundred key create" makes one.',
    )
  }
  if (problems.length > 0 || url === null || key === null) throw new InvalidConfig(problems)
  return Object.freeze({ url: (url.origin + url.pathname).replace(/\/+$/, ''), key })
}

/**
 * Functions to read one variable; each adds what is wrong to `problems`. An empty variable counts
 * as unset.
 */
function reader(env: Environment, problems: string[]) {
  const text = (name: string): string | null => trim(env[name] ?? '') || null
  const secret = (name: string): string | null => {
    const path = text(`${name}_FILE`)
    if (path === null) return text(name)
    if (text(name) !== null) problems.push(`${name} and ${name}_FILE are both set; set one of them.`)
    try {
      const content = trim(readFileSync(path, 'utf8'))
      if (content === '') problems.push(`${name}_FILE: ${path} is empty.`)
      return content || null
    } catch (error) {
      problems.push(`${name}_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
      return null
    }
  }
  const number = (
    name: string,
    fallback: number,
    accept: { min: number; max: number; whole?: boolean; or?: string },
  ) => {
    const value = text(name)
    if (value === null) return fallback
    const found = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    const fits = found >= accept.min && found <= accept.max
    if (fits && (accept.whole !== true || Number.isInteger(found))) return found
    const kind = accept.whole ? 'a whole number' : 'a number'
    const other = accept.or === undefined ? '' : `, or ${accept.or}`
    problems.push(`${name} must be ${kind} from ${accept.min} to ${accept.max}${other}, not "${value}".`)
    return fallback
  }
  const address = (name: string): string | null => {
    const value = text(name)
    const url = value === null ? null : httpAddress(value)
    if (value !== null && url === null) {
      problems.push(`${name} must be an http(s) address without credentials, query or fragment.`)
    }
    return url && (url.origin + url.pathname).replace(/\/+$/, '')
  }
  const flag = (name: string): boolean => {
    const value = text(name)
    if (value !== null && value !== 'true' && value !== 'false') {
      problems.push(`${name} must be true or false, not "${value}".`)
    }
    return value === 'true'
  }
  return { text, secret, number, address, flag }
}

/** An http(s) address without credentials, query and fragment; null for anything else. */
function httpAddress(value: string): URL | null {
  const url = parseUrl(value)
  if (url === null) return null
  const extras = url.username + url.password + url.search + url.hash
  return /^https?:$/.test(url.protocol) && extras === '' ? url : null
}

function readBaseUrl(value: string, problems: string[]): string {
  const url = httpAddress(value)
  if (url !== null && url.pathname === '/') return url.origin
  problems.push(
    `BASE_URL must be an http(s) origin such as https://example.com, without a path, not "${value}".`,
  )
  return 'http://localhost'
}

function readDatabaseUrl(value: string | null, problems: string[]): string | null {
  if (value === null) return null
  const problem = addressProblem(value)
  if (problem === null) return value
  // The value holds a password, so the message must not show it.
  problems.push(`DATABASE_URL ${problem}`)
  return null
}

function readAdminKey(value: string | null, problems: string[]): string | null {
  if (value !== null && !/^[\x21-\x7e]{8,256}$/.test(value)) {
    problems.push('ADMIN_KEY must have 8 to 256 printable ASCII characters and no space.')
  }
  return value
}

function readToken(name: string, value: string | null, problems: string[]): string | null {
  if (value === null || /^[\x21-\x7e]+$/.test(value)) return value
  problems.push(`${name} must have printable ASCII characters and no space.`)
  return null
}

function readTrustProxy(value: string | null, problems: string[]): string[] | number | null {
  if (value === null || value === 'false') return null
  if (/^[1-9]\d?$/.test(value)) return Number(value)
  const names = value.split(',').map(trim)
  const odd = names.filter(name => !namesProxies(name))
  if (odd.length === 0) return names
  problems.push(
    `TRUST_PROXY must name your proxies (addresses, CIDR ranges, loopback, uniquelocal, or a number of hops), not "${odd.join(', ')}".`,
  )
  return null
}

function readAllowPrivate(value: string | null, problems: string[]): boolean | string[] {
  if (value === null || value === 'false') return false
  if (value === 'true') return true
  const ranges = value.split(',').map(trim)
  const odd = ranges.filter(range => !isRange(range))
  if (odd.length === 0) return ranges
  problems.push(
    `WEBHOOK_ALLOW_PRIVATE must be true, false, or addresses and CIDR ranges such as 10.0.0.0/8, not "${odd.join(', ')}".`,
  )
  return false
}

/** An address, a CIDR range, or one of the web framework's names for private ranges. */
function namesProxies(name: string): boolean {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(name) || isRange(name)
}

/** An address or a CIDR range. */
function isRange(name: string): boolean {
  const [address = '', bits = '1', ...rest] = name.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? 0
  return rest.length === 0 && /^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most
}

function readLogLevel(value: string, problems: string[]): Config['logLevel'] {
  const level = logLevels.find(known => known === value)
  if (level !== undefined) return level
  problems.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${value}".`)
  return 'info'
}
