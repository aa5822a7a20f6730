// Who may import whom. A change of the table is fine when it makes the house simpler: change it
// here, in the README's part on the architecture, and in the code together.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Import, importsOf, readSources, type Source } from './fixtures/imports.js'

const everything = 'everything'
const common = ['durations.ts', 'errors.ts', 'in-time.ts', 'package.ts', 'typed']

/**
 * What each folder may import beside itself, `durations`, `errors`, `in-time`, `package` and
 * `typed`; "db (types)" allows types alone.
 */
const table: Record<string, string[] | typeof everything> = {
  journal: [],
  influence: [],
  followers: [],
  db: [],
  rollups: ['db'],
  auth: ['db'],
  webhooks: ['db', 'followers'],
  scores: ['db', 'influence'],
  accounts: ['auth', 'db', 'scores', 'followers (types)'],
  tweets: ['db', 'rollups', 'scores', 'accounts', 'followers', 'webhooks'],
  links: ['auth', 'db', 'scores', 'accounts', 'tweets', 'webhooks'],
  imports: ['links', 'accounts', 'tweets', 'rollups', 'ingest'],
  capture: ['links', 'journal (types)'],
  ingest: ['journal', 'db', 'rollups', 'scores', 'accounts', 'tweets', 'webhooks', 'thread.ts'],
  backup: ['db', 'ingest', 'journal'],
  doctor: ['db', 'journal', 'ingest', 'rollups', 'influence', 'scores', 'links', 'tweets', 'accounts'],
  stats: ['auth', 'db', 'rollups', 'influence', 'scores', 'accounts (types)', 'links'],
  purge: ['auth', 'db', 'rollups', 'scores', 'accounts', 'links'],
  exports: ['auth', 'db', 'scores', 'stats', 'accounts', 'links'],
  api: [
    'stats',
    'exports',
    'purge',
    'scores',
    'imports',
    'links',
    'tweets',
    'accounts',
    'followers',
    'auth',
    'db',
    'webhooks',
    'headers.ts',
  ],
  // Its forms are checked by the API's schemas.
  dashboard: [
    ...[
      'api',
      'exports',
      'purge',
      'imports',
      'stats',
      'scores',
      'influence',
      'links',
      'accounts',
      'followers',
      'auth',
      'badge',
      'backup (types)',
    ],
    ...['webhooks', 'headers.ts', 'thread.ts'],
  ],
  badge: ['stats', 'links', 'accounts', 'headers.ts'],
  // Its answers are those of the API in other words.
  compat: ['api', 'stats', 'links', 'auth', 'db', 'headers.ts'],
  // For programs elsewhere: it stands alone.
  client: [],
  // Run when the service is built.
  bundle: [],
  help: [],
  demo: ['accounts', 'links', 'tweets', 'capture', 'journal (types)'],
  jobs: [
    'stats',
    'scores',
    'ingest',
    'backup',
    'purge',
    'tweets',
    'links',
    'accounts',
    'followers',
    'webhooks',
    'db',
  ],
  cli: everything,
  'cli.ts': everything,
  'main.ts': everything,
  main: everything,
  'app.ts': everything,
  // The address of the database is read where it is used.
  'config.ts': ['db'],
  'durations.ts': [],
  'errors.ts': [],
  'headers.ts': [],
  'in-time.ts': [],
  'package.ts': [],
  typed: [],
  'thread.ts': [],
  // The types of what is passed around come from where they are made.
  'context.ts': [
    'auth (types)',
    'backup (types)',
    'db (types)',
    'ingest (types)',
    'journal (types)',
    'links (types)',
    'scores (types)',
  ],
}

/** These speak SQL, always through Drizzle. */
const speakSql = [
  'db',
  'rollups',
  'scores',
  'stats',
  'links',
  'tweets',
  'accounts',
  'auth',
  'ingest',
  'backup',
  'doctor',
  'exports',
  'purge',
  'jobs',
  'webhooks',
]

const sources = readSources('src')
const own = new Set(sources.map(({ path }) => path))
const zone = (path: string): string => path.split('/')[0] ?? path

t.test('the scanner sees every form of an import', async t => {
  const text = `#!/usr/bin/env node
import 'side-effect'
import one from 'one'
import type { Two } from 'two'
import {
  three,
  type Three,
} from 'three'
export * from 'four'
export type { Five } from 'five'
const six = await import('six')
let seven: import('seven').Seven
export const eight = 'not an import'
 * import { nine } from 'nine'
`
  t.strictSame(
    importsOf(text).map(({ target, typeOnly }) => (typeOnly ? `${target} (types)` : target)),
    ['side-effect', 'one', 'two (types)', 'three', 'four', 'five (types)', 'six', 'seven (types)'],
  )
})

t.test('every source lies in a folder of the table and imports what exists', async t => {
  t.ok(sources.length > 0)
  for (const { path, imports } of sources) {
    t.ok(zone(path) in table, path)
    for (const { target } of imports) {
      if (/\.tsx?$/.test(target)) t.ok(own.has(target), `${path} imports ${target}`)
    }
  }
})

t.test('imports follow the table', async t => {
  const allowed = (from: string, { target, typeOnly }: Import): boolean => {
    const [own, other] = [zone(from), zone(target)]
    const may = table[own] ?? []
    if (own === other || common.includes(other) || may === everything) return true
    if (typeOnly && ['context.ts', 'config.ts'].includes(other)) return true
    return may.includes(other) || (typeOnly && may.includes(`${other} (types)`))
  }
  for (const source of sources) {
    const wrong = source.imports.filter(found => own.has(found.target) && !allowed(source.path, found))
    t.strictSame(wrong, [], source.path)
  }
})

t.test('the README shows the same table', async t => {
  const rows = readFileSync('README.md', 'utf8').matchAll(/^\| `(\w+)` \|.*\| ([^|]+) \|$/gm)
  const shown = Object.fromEntries([...rows].map(([, folder, imports]) => [folder, imports]))
  for (const [folder, may] of Object.entries(table)) {
    if (folder.includes('.') || may === everything) continue
    t.equal(shown[folder], may.join(', ') || '–', folder)
  }
})

t.test('the table permits nothing that no import needs', async t => {
  for (const [from, may] of Object.entries(table)) {
    const mine = sources.filter(({ path }) => zone(path) === from)
    t.ok(mine.length > 0, `${from} exists`)
    if (may === everything) continue
    for (const permitted of may) {
      const [to, typesAlone] = [permitted.replace(' (types)', ''), permitted.endsWith(' (types)')]
      const uses = mine.flatMap(({ imports }) => imports).filter(({ target }) => zone(target) === to)
      t.ok(
        uses.some(({ typeOnly }) => typesAlone || !typeOnly),
        `${from} needs ${permitted}`,
      )
    }
  }
  for (const folder of speakSql) {
    const imports = sources.filter(({ path }) => zone(path) === folder).flatMap(source => source.imports)
    t.ok(
      imports.some(({ target }) => zone(target) === 'drizzle-orm'),
      `${folder} speaks SQL`,
    )
  }
})

t.test('no import leads back to where it came from, not even of types', async t => {
  t.strictSame(cycles(sources), [])
  const a = { path: 'a.ts', text: '', imports: [{ target: 'b.ts', typeOnly: true }] }
  const b = { path: 'b.ts', text: '', imports: [{ target: 'a.ts', typeOnly: false }] }
  t.strictSame(cycles([a, b]), ['a.ts → b.ts → a.ts'], 'it would be found')
})

t.test('capture and ingest know each other only through the journal', async t => {
  for (const [one, other] of [
    ['capture', 'ingest'],
    ['ingest', 'capture'],
  ] as const) {
    const reached = reach(sources.filter(({ path }) => zone(path) === one))
    t.notOk(
      [...reached].some(path => zone(path) === other),
      `${one} does not reach ${other}`,
    )
  }
})

t.test('only the folders that speak SQL import the database libraries', async t => {
  for (const { path, imports } of sources) {
    for (const { target } of imports) {
      if (zone(target) === 'drizzle-orm') t.ok(speakSql.includes(zone(path)), `${path} imports ${target}`)
      if (target === 'postgres') t.equal(zone(path), 'db', `${path} imports ${target}`)
    }
  }
})

t.test('no source relies on URL.canParse, which Node 20 gets wrong', async t => {
  for (const { path, text } of sources)
    t.ok(path === 'typed/parse-url.ts' || !text.includes('URL.canParse'), path)
})

t.test('the environment is read in one place', async t => {
  const readers = sources.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path)
  const entrances = ['cli.ts', 'main.ts']
  t.strictSame(
    readers.filter(path => !['config.ts', ...entrances].includes(path)),
    [],
  )
  for (const path of entrances) {
    const text = sources.find(source => source.path === path)?.text ?? ''
    t.notMatch(text, /process\.env[.[]/, `${path} only passes it on`)
  }
})

t.test('the time is an argument, but where a program begins and where the machine tells it', async t => {
  const beginnings = ['main/node.ts', 'doctor/open-patient.ts']
  // A thread, which cannot be given a clock; times of files; a time that a network's server tells.
  const machine = [
    ...['ingest/batch.ts', 'ingest/loop.ts', 'ingest/reclassify.ts', 'ingest/start.ts', 'journal/append.ts'],
    ...['db/embedded/cluster.ts', 'db/embedded/postmaster.ts', 'journal/read.ts', 'followers/ask.ts'],
  ]
  const found = sources
    .filter(({ text }) => /\bnew Date\(\)|\bDate\.now\(\)/.test(text))
    .map(({ path }) => path)
  t.strictSame(
    found.filter(path => zone(path) !== 'cli' && !beginnings.includes(path)).sort(),
    machine.sort(),
  )
})

t.test('comments have at most 100 columns', async t => {
  const long = (texts: { path: string; text: string }[], comment: RegExp) =>
    texts.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter(line => line.length > 100 && comment.test(line))
        .map(line => `${path}: ${line.trim()}`),
    )
  const settings = ['.ci/run', '.dockerignore', '.gitignore', '.taprc', 'Dockerfile', 'compose.yaml']
  const slashes = [...sources, ...readSources('test'), ...texts(['drizzle.config.ts', 'knip.jsonc'])]
  t.strictSame(long(slashes, /^\s*(?:\/\*|\*|\/\/(?! biome-ignore))/), [])
  t.strictSame(long(texts(settings), /^\s*#/), [])
})

t.test('lines of prose have at most 125 columns', async t => {
  const prose = /^(?![|]).{126,}$/gm
  const long = [...textsBelow('src/help'), ...texts(['README.md'])].flatMap(({ path, text }) =>
    Array.from(text.replace(/^```.*?^```/gms, '').matchAll(prose), ([line]) => `${path}: ${line}`),
  )
  t.strictSame(long, [])
})

t.test('texts use plain words', async t => {
  const banned =
    /\b(?:ane[w]|who(?:so)?eve[r]|whomeve[r]|mids[t]|for wan[t] of|of whom non[e]|(?:here|there|where)(?:b[y]|o[f]|upo[n])|[tw]?henc[e]|les[t]|shal[l]|whils[t])\b/gi
  const written = [...textsBelow('src'), ...textsBelow('test'), ...texts(['README.md'])].flatMap(
    ({ path, text }) => Array.from(text.matchAll(banned), ([word]) => `${path}: ${word}`),
  )
  t.strictSame(written, [])
})

t.test('what is logged is a whole sentence', async t => {
  const logged = /\blog\??\.(?:debug|info|warn|error|fatal)\(\s*(?:\{[^}]*\},\s*)?(['"`])(.*?)\1/gs
  const messages = sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(logged), ([, , message = '']) => ({ path, message })),
  )
  t.ok(messages.length > 30)
  t.strictSame(
    messages.filter(({ message }) => !/^[A-Z].*[.}]$/.test(message)),
    [],
  )
})

t.test('every dependency is imported, or its files are read by path', async t => {
  const read = ['@expo-google-fonts/biz-udpgothic', '@expo-google-fonts/noto-emoji', 'dejavu-fonts-ttf']
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const targets = sources.flatMap(({ imports }) => imports.map(({ target }) => target))
  const imported = (name: string) => targets.some(target => target === name || target.startsWith(`${name}/`))
  t.strictSame(
    Object.keys(dependencies).filter(name => !imported(name)),
    read.sort(),
  )
})

t.test('the top level holds what a project needs and nothing else', async t => {
  const expected = [
    'Dockerfile',
    'LICENSE',
    'README.md',
    'biome.json',
    'compose.yaml',
    'drizzle.config.ts',
    'knip.jsonc',
    'package-lock.json',
    'package.json',
    'src',
    'test',
    'tsconfig.json',
  ]
  const ignored = readFileSync('.gitignore', 'utf8')
    .split('\n')
    .map(line => line.replace(/\/$/, ''))
  const found = readdirSync('.').filter(
    name => !name.startsWith('.') && !name.endsWith('.log') && !ignored.includes(name),
  )
  t.strictSame(found.sort(), expected.sort())
})

t.test('nothing refers to papers outside of the repository', async t => {
  const outside = ['..', 'shared'].join('/')
  for (const folder of ['src', 'test']) {
    const found = readSources(folder).filter(({ text }) => text.includes(outside))
    t.strictSame(
      found.map(({ path }) => path),
      [],
    )
  }
})

function texts(paths: readonly string[]): { path: string; text: string }[] {
  return paths.map(path => ({ path, text: readFileSync(path, 'utf8') }))
}

/** What people wrote below the folder. Applied migrations stay as they are. */
function textsBelow(folder: string): { path: string; text: string }[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return texts(found.filter(path => /\.(?:tsx?|md|css|cjs)$/.test(path)).map(path => join(folder, path)))
}

/** Circles of imports, each once, as a line. */
function cycles(sources: Source[]): string[] {
  const next = new Map(sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const target of next.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) visit(path, [])
  return found
}

/** Every source that these load, directly or through others. */
function reach(from: Source[]): Set<string> {
  const reached = new Set<string>()
  const waiting = [...from]
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (reached.has(source.path)) continue
    reached.add(source.path)
    const targets = source.imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)
    waiting.push(...sources.filter(({ path }) => targets.includes(path)))
  }
  return reached
}
