// The lines for nginx that the README gives, as they stand there, before the real service.
import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import t from 'tap'
import { Client, eventually } from '../fixtures/client.js'
import { nginx } from '../fixtures/nginx.js'
import { adminKey, service } from '../fixtures/service.js'

const readme = readFileSync('README.md', 'utf8')
const [, variables = '', block = ''] = /^```nginx\n# (.*)\n([^`]+)^```$/m.exec(readme) ?? []
const env = Object.fromEntries(variables.split(' ').map(pair => pair.split('=')))
/** What nginx takes as the first line of a request by default. */
const requestLine = 8 * 1024
const longest = `https://example.com/${'x'.repeat(8192 - 'https://example.com/'.length)}`

const running = await service(t, env)
const api = new Client(running.address, adminKey)
const address = 'http://127.0.0.1:3000'
const origin = await nginx(t, block.replaceAll(address, running.address))

function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${origin}${path}`, { headers, maxHeaderSize: 64 * 1024, agent: false }, answer => {
      answer.resume()
      resolve(answer)
    }).on('error', reject)
  })
}

t.test('the README names the default port', async t => {
  t.match(block, `proxy_pass ${address};`)
})

t.test('a target of every length comes whole', async t => {
  for (const length of [100, 3_800, 3_900, 4_000, 4_096, 7_000, 8_000, 8_191, 8_192]) {
    const url = longest.slice(0, length)
    const slug = `long${length}`
    await api.ask('POST', '/links', { url, slug })
    const answer = await ask(`/${slug}`)
    t.equal(answer.statusCode, 302, `${length} characters`)
    t.equal(answer.headers.location, url)
  }
})

t.test('and so does the longest with the longest query that nginx takes', async t => {
  await api.ask('POST', '/links', { url: longest, slug: 'along', forwardQuery: true })
  const line = 'GET /along? HTTP/1.1\r\n'
  for (const length of [1, 1_000, 4_000, requestLine - line.length - 2]) {
    const query = 'q'.repeat(length)
    const answer = await ask(`/along?${query}`)
    t.equal(answer.statusCode, 302, `${length} characters of query`)
    t.equal(answer.headers.location, `${longest}?${query}`)
  }
})

t.test('what a redirect tells goes through', async t => {
  await api.ask('POST', '/links', { url: 'https://example.com/', slug: 'plain' })
  const { headers, statusCode } = await ask('/plain')
  t.equal(statusCode, 302)
  t.equal(headers['cache-control'], 'no-store')
  for (const path of ['/plain/', '//plain', '/plain.', '/plain%E2%80%8B', '/plain).'])
    t.equal((await ask(path)).headers.location, 'https://example.com/', path)
  t.equal((await ask('/plain+')).headers['content-type'], 'text/html; charset=utf-8')
  t.equal((await ask('/badge/nobody.svg')).statusCode, 200)
})

t.test('a follower history of 10 MB reaches the service', async t => {
  const line = '@nginx,2026-01-01,5\n'
  const answer = await fetch(`${origin}/api/v1/followers/import?dryRun=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'text/csv' },
    body: line + '\n'.repeat(10_000_000 - line.length),
  })
  t.match(await answer.json(), { dryRun: true, snapshots: { new: 1 } })
})

t.test('the visitor is whom nginx names, and the service is where BASE_URL says', async t => {
  const { shortUrl } = await api.ask('POST', '/links', { url: 'https://example.com/', slug: 'whom' })
  t.equal(shortUrl, `${env.BASE_URL}/whom`)
  const from = (address: string) =>
    ask('/whom', {
      'x-forwarded-for': address,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      'accept-language': 'en',
    })
  await from('192.0.2.1')
  await from('192.0.2.2')
  const link = await eventually(
    () => api.ask('GET', '/links/whom'),
    ({ clicks }) => clicks === 2,
  )
  t.match(link, { clicks: 2, clickers: 2 }, 'nginx itself is a trusted proxy, and not a visitor')
})
