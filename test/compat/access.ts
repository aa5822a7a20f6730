// Nobody reads or changes what is another's, by any API of another service.
import { sql } from 'drizzle-orm'
import t from 'tap'
import { createKey, type KeyWish } from '../../src/auth/keys.js'
import { issueLink } from '../../src/links/issue.js'
import { compatApp } from '../fixtures/compat.js'
import { handle } from '../fixtures/handles.js'

const { ask, click, ctx } = await compatApp(t)
const secret = 'https://example.com/secret-page'
const wish = { url: secret, title: 'Secret title', tags: ['secret-tag'] }
await issueLink(ctx, { ...wish, slug: 'theirs', account: handle('@other') })
await issueLink(ctx, { ...wish, slug: 'nobodys' })
await issueLink(ctx, { url: 'https://example.com/mine', slug: 'mine', account: handle('@mine') })
await click('theirs', [{ country: 'DE', referrer: 'https://secret.example/x' }])
const [mine] = await ctx.db.execute<{ id: string }>(sql`select id from accounts where handle_key = '@mine'`)
const accountIds = [Number(mine?.id)]

const make = async (wish: Omit<KeyWish, 'name'>) => (await createKey(ctx.db, { name: 'test', ...wish })).key
const limited: Record<string, string> = {
  'an author': await make({ role: 'author' }),
  'an author for @mine': await make({ role: 'author', accountIds }),
  'a viewer of @mine': await make({ role: 'viewer', accountIds }),
  'a member for @mine': await make({ role: 'member', accountIds }),
  'an admin for @mine': await make({ role: 'admin', accountIds }),
}

type Call = [method: string, path: string, body?: object | undefined]
const metrics = ['clicks', 'clicks/summary', 'countries', 'referrers', 'referring_domains', 'devices']

/** Calls that speak of a link. */
const about = (slug: string): Call[] => [
  ['GET', `/v4/bitlinks/bit.ly/${slug}`],
  ['PATCH', `/v4/bitlinks/bit.ly/${slug}`, { title: 'Changed' }],
  ['DELETE', `/v4/bitlinks/bit.ly/${slug}`],
  ['POST', '/v4/expand', { bitlink_id: `bit.ly/${slug}` }],
  ['POST', '/v4/custom_bitlinks', { bitlink_id: `bit.ly/${slug}`, custom_bitlink: `bit.ly/${slug}-2` }],
  ...metrics.map((end): Call => ['GET', `/v4/bitlinks/bit.ly/${slug}/${end}`]),
  ['GET', `/yourls-api.php?action=expand&format=json&shorturl=${slug}`],
  ['GET', `/yourls-api.php?action=url-stats&format=json&shorturl=${slug}`],
  ['GET', `/api/v2/action/lookup?url_ending=${slug}`],
  ['GET', `/rest/v3/short-urls/${slug}`],
  ['PATCH', `/rest/v3/short-urls/${slug}`, { title: 'Changed' }],
  ['DELETE', `/rest/v3/short-urls/${slug}`],
  ['GET', `/rest/v3/short-urls/${slug}/visits`],
  ['GET', `/rest/v3/short-urls/${slug}/redirect-rules`],
  ['POST', `/rest/v3/short-urls/${slug}/redirect-rules`, { redirectRules: [] }],
  ['GET', '/rest/v3/tags/secret-tag/visits'],
  ['PUT', '/rest/v3/tags', { oldName: 'secret-tag', newName: 'stolen' }],
  ['GET', `/api/v2/links/${slug}/stats`],
  ['PATCH', `/api/v2/links/${slug}`, { target: 'https://example.com/changed' }],
  ['DELETE', `/api/v2/links/${slug}`],
]

/** Calls that list or sum. */
const lists: Call[] = [
  ['GET', '/v4/groups/x/bitlinks'],
  ['GET', '/v4/groups/x/bitlinks/clicks'],
  ['GET', '/v4/groups/x/tags'],
  ...['countries', 'devices', 'referring_networks'].map((end): Call => ['GET', `/v4/groups/x/${end}`]),
  ['GET', '/yourls-api.php?action=stats&format=json&limit=100&filter=top'],
  ['GET', '/yourls-api.php?action=db-stats&format=json'],
  ['GET', '/rest/v3/short-urls'],
  ['GET', '/rest/v3/short-urls?searchTerm=secret'],
  ['GET', '/rest/v3/tags'],
  ['GET', '/rest/v3/tags/stats'],
  ['GET', '/rest/v3/visits'],
  ['GET', '/rest/v3/visits/non-orphan'],
  ['DELETE', '/rest/v3/tags?tags[]=secret-tag'],
  ['GET', '/api/v2/links?all=true&search=secret'],
]

/** Calls that make a link to an address that another's link has, and say which. */
const makes: [string, string, object | undefined, (answer: { json: any; text: string }) => string][] = [
  ['POST', '/v4/shorten', { long_url: secret }, ({ json }) => json.link],
  [
    'GET',
    `/yourls-api.php?action=shorturl&format=json&url=${secret}`,
    undefined,
    ({ json }) => json.shorturl,
  ],
  ['GET', `/api-create.php?url=${secret}`, undefined, ({ text }) => text],
  ['POST', '/rest/v3/short-urls', { longUrl: secret, findIfExists: true }, ({ json }) => json.shortUrl],
  ['POST', '/api/v2/links', { target: secret, reuse: true }, ({ json }) => json.link],
]

const theirs = async () =>
  JSON.stringify([
    await ctx.db.execute(sql`select row_to_json(l)::text from links l where slug in ('theirs', 'nobodys')`),
    await ctx.db.execute(sql`select row_to_json(t)::text from link_totals t order by link_id`),
    await ctx.db.execute(sql`select row_to_json(a)::text from accounts a order by id`),
  ])
const as = (key: string, [method, path, body]: Call) =>
  ask(method, path, body, { authorization: `Bearer ${key}`, 'x-api-key': key })
const told = /secret|"theirs"|\/theirs\b|nobodys/i

for (const [who, key] of Object.entries(limited))
  t.test(`${who} neither reads nor changes what is another's`, async t => {
    const before = await theirs()
    for (const slug of ['theirs', 'nobodys'])
      for (const call of about(slug)) {
        const name = `${call[0]} ${call[1]}`
        const { status, text } = await as(key, call)
        t.ok(status === 404 || status === 403, `${name} ${status} ${text}`)
        t.notMatch(text.replaceAll(slug, '…').replaceAll('secret-tag', '…'), told, name)
      }
    for (const call of lists) {
      const { status, text } = await as(key, call)
      t.ok(status < 400 || status === 403, `${call[1]} ${status} ${text}`)
      t.notMatch(text, told, `${call[1]} ${text}`)
    }
    t.match((await as(key, ['GET', '/rest/v3/visits'])).json.visits, { nonOrphanVisits: { total: 0 } })
    t.match((await as(key, ['GET', '/yourls-api.php?action=db-stats&format=json'])).json, {
      'db-stats': { total_clicks: '0' },
    })
    t.equal(await theirs(), before)
  })

t.test("a key that may write makes its own link to an address that another's link has", async t => {
  const { 'a viewer of @mine': viewer, ...writers } = limited
  for (const [method, path, body, found] of makes) {
    for (const [who, key] of Object.entries(writers)) {
      const answer = await as(key, [method, path, body])
      t.ok(answer.status < 300, `${who} ${path} ${answer.status} ${answer.text}`)
      t.match(found(answer), /^https:\/\/sho\.rt\/(?!theirs|nobodys)\w+$/, `${who} ${path}`)
    }
    t.equal((await as(viewer ?? '', [method, path, body])).status, 403, path)
  }
})

t.test('its own links are all there', async t => {
  const key = limited['an author for @mine'] ?? ''
  for (const call of about('mine').filter(([method, path]) => method === 'GET' && !path.includes('/tags/')))
    t.equal((await as(key, call)).status, 200, call[1])
  t.equal((await as(key, ['PATCH', '/rest/v3/short-urls/mine', { title: 'Ours' }])).status, 200)
  t.equal((await as(key, ['PATCH', '/v4/bitlinks/bit.ly/mine', { title: 'Ours' }])).status, 200)
  t.equal((await as(key, ['PATCH', '/api/v2/links/mine', { description: 'Ours' }])).status, 200)
})
