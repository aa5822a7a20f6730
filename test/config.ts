import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import t from 'tap'
import { readClientConfig, readConfig } from '../src/config.js'
import { InvalidConfig } from '../src/errors.js'

/** The problems the environment has, one a line. */
function problemsOf(read: (env: Record<string, string>) => unknown, env: Record<string, string>): string[] {
  try {
    read(env)
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems
    throw error
  }
  return []
}

t.test('an empty environment gives the documented defaults', async t => {
  t.strictSame(readConfig({}), {
    host: '0.0.0.0',
    port: 3000,
    baseUrl: 'http://localhost:3000',
    dataDir: resolve('data'),
    databaseUrl: null,
    adminKey: null,
    trustProxy: null,
    logLevel: 'info',
    workers: 1,
    demo: false,
    attributionWindowDays: 7,
    journalRetentionHours: 24,
    backups: { directory: null, everyHours: 24, keep: 7 },
    apiRequestsPerMinute: 600,
    missesPerMinute: 60,
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    followersRefreshHours: 24,
    xOembedUrl: 'https://publish.twitter.com/oembed',
    webhookAllowPrivate: false,
    providers: {
      x: { apiUrl: 'https://api.x.com', bearerToken: null, dailyBudget: 100 },
      bluesky: { apiUrl: 'https://public.api.bsky.app' },
      mastodon: { apiUrl: null },
    },
  })
  t.strictSame(
    readConfig({ PORT: '', TRUST_PROXY: ' ' }),
    readConfig({}),
    'an empty variable is an unset one',
  )
})

t.test('every variable is read, without the blanks around it', async t => {
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: ' 8080 ',
    BASE_URL: 'https://Go.Example.com/',
    DATA_DIR: '/var/lib/fivehundred',
    DATABASE_URL: 'postgresql://me:secret@db.example.com/fivehundred',
    ADMIN_KEY: 'a-long-enough-key',
    TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::/32,::1',
    LOG_LEVEL: 'warn',
    WORKERS: '4',
    DEMO: 'true',
    ATTRIBUTION_WINDOW_DAYS: '2.5',
    JOURNAL_RETENTION_HOURS: '0',
    BACKUP_DIR: '/var/backups',
    BACKUP_EVERY_HOURS: '6',
    BACKUP_KEEP: '28',
    API_REQUESTS_PER_MINUTE: '1000',
    MISSES_PER_MINUTE: '10',
    PRIOR_MU: '-5.5',
    PRIOR_TAU: '0.7',
    PRIOR_K: '3',
    PRIOR_NU: '5',
    HALF_LIFE_HOURS: '4.5',
    FOLLOWERS_REFRESH_HOURS: '0',
    X_API_URL: 'http://127.0.0.1:8000/x/',
    X_BEARER_TOKEN: 'AAAA%3D',
    X_DAILY_BUDGET: '0',
    X_OEMBED_URL: 'http://localhost:9000/oembed/',
    BLUESKY_API_URL: 'https://bsky.example.com',
    MASTODON_API_URL: 'http://localhost:9000',
    WEBHOOK_ALLOW_PRIVATE: '10.0.0.0/8, ::1',
  })
  t.strictSame(config, {
    host: '127.0.0.1',
    port: 8080,
    baseUrl: 'https://go.example.com',
    dataDir: '/var/lib/fivehundred',
    databaseUrl: 'postgresql://me:secret@db.example.com/fivehundred',
    adminKey: 'a-long-enough-key',
    trustProxy: ['loopback', '10.0.0.0/8', '2001:db8::/32', '::1'],
    logLevel: 'warn',
    workers: 4,
    demo: true,
    attributionWindowDays: 2.5,
    journalRetentionHours: 0,
    backups: { directory: '/var/backups', everyHours: 6, keep: 28 },
    apiRequestsPerMinute: 1000,
    missesPerMinute: 10,
    prior: { mu: -5.5, tau: 0.7, k: 3, nu: 5, halfLifeHours: 4.5 },
    followersRefreshHours: 0,
    xOembedUrl: 'http://localhost:9000/oembed',
    webhookAllowPrivate: ['10.0.0.0/8', '::1'],
    providers: {
      x: { apiUrl: 'http://127.0.0.1:8000/x', bearerToken: 'AAAA%3D', dailyBudget: 0 },
      bluesky: { apiUrl: 'https://bsky.example.com' },
      mastodon: { apiUrl: 'http://localhost:9000' },
    },
  })
  t.ok(Object.isFrozen(config) && Object.isFrozen(config.prior))
  t.equal(readConfig({ X_OEMBED_URL: ' ' }).xOembedUrl, null, 'X’s oEmbed is not asked')
  t.equal(readConfig({ TRUST_PROXY: '2' }).trustProxy, 2, 'a number of hops')
  t.equal(readConfig({ TRUST_PROXY: 'false' }).trustProxy, null)
  const allowed = (value: string) => readConfig({ WEBHOOK_ALLOW_PRIVATE: value }).webhookAllowPrivate
  t.strictSame(['', 'false', 'true', '10.0.0.0/8, ::1'].map(allowed), [
    false,
    false,
    true,
    ['10.0.0.0/8', '::1'],
  ])
  t.throws(() => allowed('10.0.0.0/33, yes'), {
    message: /WEBHOOK_ALLOW_PRIVATE must be .* not "10.0.0.0\/33, yes"/,
  })
})

t.test('a bad value is named together with what would be good', async t => {
  const bad: Record<string, string[]> = {
    PORT: ['http', '-1', '65536', '80.5', '0x50', '1e3', 'Infinity'],
    BASE_URL: [
      'example.com',
      'ftp://example.com',
      'https://example.com/links',
      'https://example.com/?a=b',
      'https://example.com/#a',
      'https://me@example.com',
      'https://:secret@example.com',
    ],
    DATABASE_URL: [
      'localhost',
      'mysql://localhost/db',
      'postgres://localhost:port/db',
      'postgres://localhost/db?sslmode=on&keepalives=x',
      'postgres://localhost/db?sslmode=verify-full&sslrootcert=/no/such/file',
    ],
    ADMIN_KEY: ['short', 'a key with spaces', 'ключ-ключ-ключ', 'x'.repeat(257)],
    TRUST_PROXY: [
      '0',
      'true',
      '100',
      'proxy.example.com',
      'dead.beef',
      '10.0.0.0/33',
      '10.0.0.0/0',
      '::/129',
      '1.2.3.4/8/8',
      'loopback,',
    ],
    LOG_LEVEL: ['verbose', 'INFO'],
    DEMO: ['yes', '1'],
    ATTRIBUTION_WINDOW_DAYS: ['0', '366', 'a week'],
    JOURNAL_RETENTION_HOURS: ['-1', '8761'],
    BACKUP_EVERY_HOURS: ['0.5', 'daily'],
    BACKUP_KEEP: ['0', '1.5'],
    API_REQUESTS_PER_MINUTE: ['0', '1.5'],
    MISSES_PER_MINUTE: ['0', '2000000000'],
    PRIOR_MU: ['-17', '5'],
    PRIOR_TAU: ['0', '11'],
    PRIOR_K: ['0', '1001'],
    FOLLOWERS_REFRESH_HOURS: ['-1', 'daily'],
    X_API_URL: ['api.x.com', 'https://me:secret@api.x.com', 'ftp://api.x.com'],
    X_BEARER_TOKEN: ['two words', 'ключ'],
    X_DAILY_BUDGET: ['-1', '1.5'],
    X_OEMBED_URL: ['publish.twitter.com', 'https://example.com/?a=b'],
    BLUESKY_API_URL: ['bsky.app'],
    MASTODON_API_URL: ['https://example.com/?a=b'],
  }
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      const problems = problemsOf(readConfig, { [name]: value })
      t.equal(problems.length, 1, `${name}=${value}`)
      t.match(problems[0], new RegExp(`^${name} must `))
    }
  }
})

t.test('all problems come in one message', async t => {
  const env = { PORT: 'x', BASE_URL: 'y', DATABASE_URL: 'z', TRUST_PROXY: 'q', LOG_LEVEL: 'w', PRIOR_K: '-1' }
  t.throws(() => readConfig(env), { name: 'InvalidConfig', message: /^The configuration has 6 problems:\n/ })
  t.throws(() => readConfig({ PORT: 'x' }), {
    message: /^The configuration has a problem:\n {2}- PORT must /,
  })
})

t.test('no message shows a secret', async t => {
  const env = { DATABASE_URL: 'postgres//me:hush@db', ADMIN_KEY: 'hush hush' }
  t.notMatch(problemsOf(readConfig, env).join('\n'), /hush/)
  t.notMatch(problemsOf(readConfig, { DATABASE_URL: 'postgres://me:hush/x@db' }).join('\n'), /hush/)
  const client = { FIVEHUNDRED_KEY: 'hush hush', FIVEHUNDRED_URL: 'https://me:hush@example.com' }
  t.notMatch(problemsOf(readClientConfig, client).join('\n'), /hush/)
})

t.test('a secret may stand in a file', async t => {
  const directory = t.testdir({
    key: 'a-long-enough-key\n',
    database: 'postgres://me:secret@db/app\n',
    empty: ' \n',
  })
  const config = readConfig({
    ADMIN_KEY_FILE: `${directory}/key`,
    DATABASE_URL_FILE: `${directory}/database`,
  })
  t.match(config, { adminKey: 'a-long-enough-key', databaseUrl: 'postgres://me:secret@db/app' })
  const problems = problemsOf(readConfig, {
    ADMIN_KEY_FILE: `${directory}/empty`,
    DATABASE_URL_FILE: `${directory}/missing`,
  })
  t.strictSame(problems, [
    `DATABASE_URL_FILE: ${directory}/missing cannot be read (ENOENT).`,
    `ADMIN_KEY_FILE: ${directory}/empty is empty.`,
  ])
  t.match(problemsOf(readConfig, { ADMIN_KEY: 'a-long-enough-key', ADMIN_KEY_FILE: `${directory}/key` }), [
    /ADMIN_KEY and ADMIN_KEY_FILE are both set/,
  ])
})

t.test('a client needs a key, and finds the service on this machine by default', async t => {
  const directory = t.testdir({ key: 'fh_abc\n' })
  t.strictSame(readClientConfig({ FIVEHUNDRED_KEY: 'fh_abc' }), {
    url: 'http://localhost:3000',
    key: 'fh_abc',
  })
  t.strictSame(
    readClientConfig({
      FIVEHUNDRED_URL: 'https://go.example.com/',
      FIVEHUNDRED_KEY_FILE: `${directory}/key`,
    }),
    { url: 'https://go.example.com', key: 'fh_abc' },
  )
  t.match(problemsOf(readClientConfig, {}), [/^Set FIVEHUNDRED_KEY /])
  t.match(problemsOf(readClientConfig, { FIVEHUNDRED_URL: 'localhost', FIVEHUNDRED_KEY: 'a b' }), [
    /^FIVEHUNDRED_URL must /,
    /^FIVEHUNDRED_KEY must /,
  ])
})

t.test('as many workers as processors, or as the variable says', async t => {
  t.equal(readConfig({ WORKERS: 'auto' }).workers, Math.min(64, availableParallelism()))
  for (const wrong of ['0', '65', '1.5', 'all']) {
    t.strictSame(problemsOf(readConfig, { WORKERS: wrong }), [
      `WORKERS must be a whole number from 1 to 64, or auto, not "${wrong}".`,
    ])
  }
})
