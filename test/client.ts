import { readFileSync } from 'node:fs'
import t from 'tap'
import { connect, entries, type Link, stream } from '../src/client/index.js'
import { clientTypes } from './fixtures/client-types.js'
import { adminKey, service } from './fixtures/service.js'

t.test('the types are those of the document', async t => {
  const bare = (text: string) => text.replace(/[\s;|,()'"]+/g, '')
  t.equal(bare(readFileSync('src/client/api.ts', 'utf8')), bare(await clientTypes()), 'npm run client')
})

t.test('a program elsewhere uses a service by it', async t => {
  const { address } = await service(t)
  const client = connect({ url: `${address}/`, key: adminKey })
  const made: Link = await client.createLink({
    body: { url: 'https://example.com/a', slug: 'launch', tags: ['ä b'] },
  })
  t.match(made, { slug: 'launch', clicks: 0 })
  t.equal((await client.updateLink({ slug: 'launch', body: { title: 'Ours' } })).title, 'Ours')
  const { results } = await client.createLinks({
    body: { links: [{ url: 'https://example.com/b' }, { url: 'nothing' }, { url: 'https://example.com/c' }] },
  })
  t.match(results, [{ link: Object }, { error: { code: 'invalid-input' } }, { link: Object }])
  const slugs: string[] = []
  for await (const link of entries(client, 'listLinks', { limit: 1 })) slugs.push(link.slug)
  t.equal(slugs.length, 3)
  t.equal(slugs.at(-1), 'launch')
  t.same((await client.listLinks({ tag: ['ä b'] })).data.length, 1)
  const stats = await client.getLinkStats({ slug: 'launch', unit: 'day', timezone: 'Europe/Berlin' })
  t.match(stats, { unit: 'day', timezone: 'Europe/Berlin', clicks: 0 })
  await client.createAccount({ body: { handle: '@me@social.example', followers: 500 } })
  t.match(await client.getAccount({ handle: '@me@social.example' }), { network: 'mastodon', followers: 500 })
  const history = 'handle,date,followers\n@me,2026-01-31,500\n'
  t.match(await client.importFollowers({ body: history, dryRun: true }), {
    dryRun: true,
    accounts: { new: 1 },
  })
  const csv = await client.exportLinkClicks({ slug: 'launch' })
  t.match(csv, /^at,kind,/)
  const pieces: string[] = []
  const options = { url: address, key: adminKey }
  for await (const piece of stream(options, 'exportLinkClicks', { slug: 'launch' })) pieces.push(piece)
  t.equal(pieces.join(''), csv)
  t.match(await client.getLinkQrSvg({ slug: 'launch' }), /^<svg|^<\?xml/)
  t.same((await client.getLinkQrPng({ slug: 'launch' })).subarray(1, 4), Buffer.from('PNG'))
  t.match(await client.getMe(), { role: 'admin', accounts: null })
  t.equal(await client.deleteLink({ slug: 'launch' }), null)
  await t.rejects(client.getLink({ slug: 'launch' }), {
    name: 'ProblemError',
    problem: { status: 410, code: 'link-gone', requestId: /^[\w-]{16}$/ },
  })
  await t.rejects(client.createLink({ body: { url: 'nothing' } }), { message: /^url: must / })
  await t.rejects(connect({ url: address, key: 'wrong' }).getMe(), { message: /unknown or revoked/ })
  // @ts-expect-error: the type knows what a link can be changed to.
  await t.rejects(client.updateLink({ slug: 'launch', body: { enabled: 'yes' } }))
  // @ts-expect-error: and what is needed.
  await t.rejects(client.getLink({}), { name: 'TypeError', message: /^slug is needed/ })
  for (const name of ['', '.', '..'])
    await t.rejects(client.deleteList({ name }), { name: 'TypeError', message: /^name is needed/ }, name)
  await t.rejects(connect({ url: address, key: '' }).getMe(), { name: 'TypeError', message: /key/ })
  const chosen = await client.listLinks({ fields: 'slug,url', deleted: true })
  t.strictSame(
    chosen.data.map(link => Object.keys(link)),
    [['slug', 'url']],
  )
})

t.test('a call can be repeated, or depend on what was read', async t => {
  const { address } = await service(t)
  const client = connect({ url: address, key: adminKey })
  const body = { url: 'https://example.com/a' }
  const made = await client.createLink({ body }, { idempotencyKey: 'once' })
  t.equal((await client.createLink({ body }, { idempotencyKey: 'once' })).slug, made.slug)
  t.not((await client.createLink({ body })).slug, made.slug)
  let headers = new Headers()
  await client.getLink({ slug: made.slug }, { onHeaders: found => (headers = found) })
  const ifMatch = headers.get('etag') ?? ''
  t.match(headers.get('x-request-id'), /^[\w-]{16}$/)
  const change = (title: string) => client.updateLink({ slug: made.slug, body: { title } }, { ifMatch })
  t.equal((await change('Ours')).title, 'Ours')
  await t.rejects(change('Theirs'), {
    name: 'ProblemError',
    problem: { status: 412, code: 'precondition-failed' },
  })
  t.equal((await client.getLink({ slug: made.slug })).title, 'Ours')
})

t.test('what is not the service is told apart', async t => {
  const answer = async () => new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' })
  const client = connect({ url: 'http://localhost', key: 'x', fetch: answer })
  await t.rejects(client.listLinks({}), {
    name: 'ForeignAnswer',
    message: 'The answer was 502 Bad Gateway, but not as Fivehundred answers.',
  })
})
