// How long a redirect waits while somebody uploads, and how much memory the service takes for it.
// Aim: under 50 ms. npx tsx test/bench/uploads.ts [directory of the journal and the database]
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { forkServer } from './fork-server.js'

const everyMs = 4
const [directory = tmpdir()] = process.argv.slice(2)
const server = await forkServer('service', '', directory)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const origin = `http://127.0.0.1:${server.port}`

async function send(path: string, type: string, body: string): Promise<string> {
  const headers = { authorization: 'Bearer admin-key-of-the-bench', 'content-type': type }
  const answer = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body })
  return `${answer.status} ${(await answer.text()).slice(0, 60)}`
}

function redirect(): Promise<number> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const request = get(`${origin}/bench`, { agent }, answer => {
      answer.resume().once('end', () => resolve(performance.now() - start))
      if (answer.statusCode !== 302) reject(new Error(`A redirect was answered with ${answer.statusCode}.`))
    })
    request.once('error', reject)
  })
}

/** Megabytes of the service's process: those now, and the most since it was asked last. */
function memory(): { now: number; peak: number } {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8')
  const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  return { now: of('VmRSS'), peak: of('VmHWM') }
}

/**
 * Milliseconds of processor time that the service took in one go at most, since it was asked last.
 */
async function longest(): Promise<number> {
  return (await server.ask<{ longest: number }>('longest')).longest
}

/** Redirects at a steady rate while `work` is done. */
async function beside(name: string, work: () => Promise<string>): Promise<void> {
  const waits: Promise<number>[] = []
  const before = memory()
  const start = performance.now()
  const timer = setInterval(() => waits.push(redirect()), everyMs)
  await longest()
  const answer = await work()
  const worked = await longest()
  const took = performance.now() - start
  clearInterval(timer)
  const sorted = (await Promise.all(waits)).sort((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)
  console.log(
    `${name}: at most ${worked.toFixed(1)} ms of work in one go; longest wait ${at(1)} ms, p99 ${at(0.99)}, p50 ${at(0.5)} of ${sorted.length} in ${Math.round(took)} ms; ` +
      `${before.now} MB before, peak ${memory().peak} MB; ${answer}`,
  )
  await sleep(500)
}

const csv = 'text/csv'
const json = 'application/json'
const good = `handle,date,followers\n${Array.from({ length: 200_000 }, (_, n) => `@a${n % 100_000},2026-01-0${1 + (n >> 17)}T00:00:${String(n % 60).padStart(2, '0')}Z,${n}`).join('\n')}`
const bad = Array.from({ length: 200_000 }, (_, n) => `@a${n},soon,${n}x`).join('\n')
const links = (extra: object) =>
  JSON.stringify({
    links: Array.from({ length: 1_000 }, (_, n) => ({
      url: `https://example.com/${n}/${'x'.repeat(500)}`,
      ...extra,
    })),
  })
const friends = Array.from({ length: 1_000 }, (_, n) => `@friend${n}`)
const works: Record<string, () => Promise<string>> = {
  nothing: () => sleep(2_000).then(() => ''),
  '10 MB of CR': () => send('/followers/import', csv, '\r'.repeat(10 * 1024 * 1024)),
  '10 MB of LF below a header': () =>
    send('/followers/import', csv, `handle,date,followers\n${'\n'.repeat(10 * 1024 * 1024 - 100)}`),
  '10 MB in a quote': () => send('/followers/import', csv, `"${'x\r\n'.repeat(3_400_000)}`),
  '10 MB in a cell': () => send('/followers/import', csv, `@me,2026-01-01,${' '.repeat(10_000_000)}x`),
  '10 MB that end in no UTF-8': () => send('/followers/import', csv, '\n'.repeat(10_000_000)),
  '200,000 good lines, previewed': () => send('/followers/import?dryRun=true', csv, good),
  '200,000 good lines': () => send('/followers/import', csv, good),
  '200,000 bad lines': () => send('/followers/import', csv, bad),
  'three times 200,000 lines at once': () =>
    Promise.all([good, bad, good].map(file => send('/followers/import?dryRun=true', csv, file))).then(String),
  '1,000 links': () => send('/links/bulk', json, links({})),
  '1,000 links with all': () =>
    send(
      '/links/bulk',
      json,
      links({ account: '@me', text: 'x'.repeat(200), title: 'A title', tags: ['a', 'b', 'c'] }),
    ),
  '1,000 links that are found': () => send('/links/bulk', json, links({ findExisting: true })),
  '1,000 wrong links': () =>
    send('/links/bulk', json, links({ title: 7, tags: Array(50).fill(7), utm: { source: 1 } })),
  '1,000 friends': () =>
    send('/destinations', json, JSON.stringify({ url: 'https://example.com/a', accounts: friends })),
  'a list of 1,000': () => send('/lists', json, JSON.stringify({ name: 'friends', accounts: friends })),
  'JSON that is deep': () => send('/links', json, '['.repeat(1_000_000)),
  'JSON of many values': () => send('/links', json, `[${'{},'.repeat(300_000)}{}]`),
  'JSON of as many values as are taken': () =>
    send('/links', json, `{${Array.from({ length: 49_000 }, (_, n) => `"key${n}":{}`).join()}}`),
  'a title of 1 MB': () =>
    send('/links', json, JSON.stringify({ url: 'https://example.com', title: ' '.repeat(1_000_000) })),
}

try {
  await send('/links', json, JSON.stringify({ url: 'https://example.com/target', slug: 'bench' }))
  for (let n = 0; n < 500; n++) await redirect()
  server.child.send('watch')
  for (const [name, work] of Object.entries(works)) await beside(name, work)
} finally {
  agent.destroy()
  await server.stop()
}
