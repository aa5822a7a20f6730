// How long imports take: each format with 10,000 rows, and the same file again, which must change
// nothing. npx tsx test/bench/import.ts [rows] [directory of the journal and the database]
import { tmpdir } from 'node:os'
import { forkServer } from './fork-server.js'

const rows = Number(process.argv[2] ?? 10_000)
const [, , , directory = tmpdir()] = process.argv
const server = await forkServer('service', '', directory)

interface Report {
  made: number
  changed: number
  attached: number
  alreadyThere: number
  left: number
  errorTotal: number
}

async function send(file: string, query: string): Promise<Report> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/imports${query}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer admin-key-of-the-bench',
      'content-type': 'application/octet-stream',
    },
    body: file,
  })
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 400)}`)
  return (await answer.json()) as Report
}

/** Until nothing is left, as the command line does it. */
async function whole(file: string, query: string): Promise<{ seconds: string; told: string; news: number }> {
  const start = performance.now()
  const first = await send(file, query)
  let { made, attached, left } = first
  while (left > 0) {
    const next = await send(file, query)
    made += first.attached + next.attached > 0 ? 0 : next.made
    attached += next.attached
    left = next.left
  }
  const { changed, alreadyThere, errorTotal } = first
  return {
    seconds: ((performance.now() - start) / 1000).toFixed(1),
    told: `${made} made, ${changed} changed, ${alreadyThere} already there, ${errorTotal} refused`,
    news: made + changed + attached,
  }
}

const times = Array.from({ length: rows }, (_, n) => new Date(Date.UTC(2026, 0, 1) + n * 60_000))
const table = (head: string, row: (n: number, at: Date) => string) =>
  `${[head, ...times.map((at, n) => row(n, at))].join('\n')}\n`
const target = (n: number) => `https://example.com/articles/${n}?from=import`
const iso = (at: Date) => at.toISOString()
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const idAt = (at: Date) => String(BigInt(at.getTime() - 1_288_834_974_657) << 22n)
const day = (n: number) =>
  new Date(Date.UTC(2026, 0, 1) - n * 86_400_000).toLocaleDateString('en-US', {
    ...{ weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' },
  })

const files: Record<string, [file: string, query?: string]> = {
  Bitly: [
    table(
      'Bitlink,Long URL,Title,Tags,Created,Total Clicks',
      (n, at) => `bit.ly/bitly-${n},${target(n)},An article,blog,${iso(at)},${n}`,
    ),
  ],
  'Bitly, JSON': [
    JSON.stringify({
      links: times.map((at, n) => ({
        id: `bit.ly/pages-${n}`,
        long_url: target(n),
        tags: [],
        created_at: iso(at),
      })),
    }),
  ],
  Dub: [
    table(
      'Short link,Destination URL,Clicks,Created at,Tags',
      (n, at) => `https://dub.sh/dub-${n},${target(n)},${n},${iso(at)},"a, b"`,
    ),
  ],
  Rebrandly: [
    table('Domain,Slashtag,Destination,Title,Clicks', n => `rebrand.ly,rebrandly-${n},${target(n)},A,${n}`),
  ],
  Shlink: [
    table(
      'createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits',
      (n, at) => `${iso(at)},,shlink-${n},https://s.test/shlink-${n},${target(n)},A,a|b,${n}`,
    ),
  ],
  'YOURLS, database': [
    table('keyword,url,title,timestamp,ip,clicks', (n, at) => {
      const time = iso(at).slice(0, 19).replace('T', ' ')
      return `yourls-${n},${target(n)},A,${time},192.0.2.1,${n}`
    }),
  ],
  'YOURLS, plugin': [table('source,target,hits', n => `/plugin-${n}/,${target(n)},${n}`)],
  Kutt: [
    JSON.stringify({
      data: times.map((at, n) => ({
        address: `kutt-${n}`,
        target: target(n),
        created_at: iso(at),
        visit_count: n,
      })),
    }),
  ],
  Polr: [
    table(
      'short_url,long_url,ip,creator,clicks,is_disabled,created_at',
      (n, at) => `polr-${n},${target(n)},192.0.2.1,me,${n},0,${iso(at)}`,
    ),
  ],
  Sink: [
    JSON.stringify({
      version: '1.0',
      links: times.map((at, n) => ({ url: target(n), slug: `sink-${n}`, createdAt: seconds(at) })),
    }),
  ],
  Chhoto: [
    JSON.stringify(
      times.map((_, n) => ({ shortlink: `chhoto-${n}`, longlink: target(n), hits: n, expiry_time: 0 })),
    ),
  ],
  'any table': [table('slug,url', n => `any-${n},${target(n)}`)],
  'X analytics, content': [
    table(
      'Post id,Post text,Post Link,Impressions,URL Clicks',
      (n, at) => `${idAt(at)},Number ${n},https://x.com/bench/status/${idAt(at)},${n * 100},${n}`,
    ),
    '?followers=500000',
  ],
  'X archive, tweets.js': [
    `window.YTD.tweets.part0 = ${JSON.stringify(
      times.map((at, n) => ({
        tweet: {
          id_str: idAt(new Date(at.getTime() + 30_000)),
          full_text: `Hello ${n}`,
          entities: { urls: [] },
        },
      })),
    )}`,
    '?account=@bench',
  ],
  'X analytics, overview': [
    `Date,New follows,Unfollows\n${times
      .slice(0, 3_000)
      .map((_, n) => `"${day(n)}",${n % 7},${n % 5}`)
      .join('\n')}\n`,
    '?account=@overview',
  ],
  'follower counts': [table('handle,date,followers', (n, at) => `@counted${n % 10},${iso(at)},${n}`)],
}

try {
  await send('handle,date,followers\n@overview,2026-01-01,500000\n', '')
  let wrong = 0
  for (const [name, [file, query = '']] of Object.entries(files)) {
    const once = await whole(file, query)
    const again = await whole(file, query)
    console.log(`${name}: ${once.seconds} s, ${once.told}; again: ${again.seconds} s, ${again.told}`)
    if (again.news > 0) wrong++
  }
  if (wrong > 0) throw new Error(`${wrong} of the files changed something when they came again.`)
} finally {
  await server.stop()
}
