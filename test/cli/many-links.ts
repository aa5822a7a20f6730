// Several links at once, against a real service.
import t from 'tap'
import { Client } from '../fixtures/client.js'
import { commandLine } from '../fixtures/command-line.js'
import { adminKey, service } from '../fixtures/service.js'

const { address } = await service(t)
const api = new Client(address, adminKey)
const env = { FIVEHUNDRED_URL: address, FIVEHUNDRED_KEY: adminKey }
const run = (argv: string[], options: { tty?: boolean; typed?: string } = {}) =>
  commandLine(argv, env, options)

async function make(...slugs: string[]): Promise<void> {
  for (const slug of slugs) await api.ask('POST', '/links', { url: `https://example.com/${slug}`, slug })
}
const link = (slug: string) => api.ask('GET', `/links/${slug}`)

t.test('several links get the same change; what is refused is told, and the rest is done', async t => {
  await make('one', 'two')
  const answer = await run(['links', 'edit', 'one', 'nobody', `${address}/two`, '--tags', 'a,b'])
  t.equal(answer.status, 1)
  t.equal(answer.out, 'one is changed.\ntwo is changed.\n')
  t.match(answer.err, /^Error: 1 link of 3 could not be changed:\n {2}nobody: .*nobody/)
  for (const slug of ['one', 'two']) t.strictSame((await link(slug)).tags, ['a', 'b'])
  const json = await run(['links', 'edit', 'one', 'nobody', '--no-enabled', '--json'])
  t.equal(json.status, 1)
  t.match(JSON.parse(json.out), {
    results: [{ link: { slug: 'one', enabled: false } }, { error: { code: 'link-not-found' } }],
  })
  t.match(await run(['links', 'edit', 'one', 'two']), { status: 2, err: /Name what to change/ })
})

t.test('links come from standard input, with changes of their own where they have some', async t => {
  await make('own', 'same')
  const typed = `{"slug": "own", "title": "Its own", "tags": []}\n\n${address}/same\r\n`
  const { status, out } = await run(['links', 'edit', '-', '--title', 'Same', '--tags', 'x'], { typed })
  t.match({ status, out }, { status: 0, out: 'own is changed.\nsame is changed.\n' })
  t.match(await link('own'), { title: 'Its own', tags: { length: 0 } })
  t.match(await link('same'), { title: 'Same', tags: ['x'] })
  t.equal((await run(['links', 'edit', '-'], { typed: '{"slug": "own", "title": null}' })).status, 0)
  t.equal((await link('own')).title, null)
  const wrong = ['', '{"title": "x"}', '{', '[1]', 'a b', '{"slug": 7, "title": "x"}']
  for (const typed of wrong)
    t.match(await run(['links', 'edit', '-', '--title', 'No'], { typed }), { status: 2, out: '' }, typed)
  const unknown = await run(['links', 'edit', '-'], { typed: '{"slug": "own", "clicks": 7}' })
  t.match(unknown, { status: 1, out: '', err: /clicks/ })
})

t.test('several links are deleted after one question', async t => {
  await make('del-1', 'del-2', 'del-3')
  const words = ['links', 'delete', 'del-1', 'del-2']
  t.match(await run(words), { status: 2, out: '', err: /add --yes/ })
  const no = await run(words, { tty: true, typed: 'n\n' })
  t.match(no, { status: 1, err: /^Delete 2 links: del-1, del-2\? .*Nothing was deleted/ })
  t.equal((await link('del-1')).deletedAt, null)
  t.match(await run([...words, '--purge', '--yes']), { status: 2, err: /one link at a time/ })
  t.match(await run([...words, '--yes']), { status: 0, out: 'del-1 is deleted.\ndel-2 is deleted.\n' })
  const again = await run(['links', 'delete', '-', '--yes', '--json'], { typed: 'del-1\ndel-3\n' })
  t.equal(again.status, 1)
  t.match(JSON.parse(again.out), { results: [{ error: { code: 'link-gone' } }, { slug: 'del-3' }] })
})

t.test('more links than are sent at once', { timeout: 120_000 }, async t => {
  const slugs = Array.from({ length: 251 }, (_, n) => `many-${n}`)
  const links = slugs.map(slug => ({ url: 'https://example.com/', slug }))
  await api.ask('POST', '/links/bulk', { links })
  const { status, out } = await run(['links', 'edit', '-', '--no-enabled', '--json'], {
    typed: slugs.join('\n'),
  })
  t.equal(status, 0)
  const { results } = JSON.parse(out)
  t.strictSame(
    results.map(({ link }: { link: { slug: string } }) => link.slug),
    slugs,
  )
})

t.test('tags are listed, renamed and taken off', async t => {
  for (const [slug, tags] of [
    ['tag-1', ['spring', 'sale']],
    ['tag-2', ['spring']],
  ])
    await api.ask('POST', '/links', { url: 'https://example.com/', slug, tags })
  t.match((await run(['tags', 'list'])).out, /^links +clicks +tag\n[\s\S]* 2 +0 +spring\n/)
  t.match(await run(['tags', 'rename', 'spring', 'sale']), { status: 1, err: /already/ })
  const renamed = await run(['tags', 'rename', 'spring', 'sale', '--merge'])
  t.equal(renamed.out, 'spring is sale now, on 2 links.\n')
  t.match(await run(['tags', 'delete', 'sale']), { status: 2, err: /add --yes/ })
  t.equal((await run(['tags', 'delete', 'sale', '--yes'])).out, 'The tag sale is taken off all links.\n')
  t.strictSame((await link('tag-1')).tags, [])
})

t.test('every command that deletes says what, as JSON', async t => {
  await make('json-1')
  await api.ask('POST', '/accounts', { handle: '@json', followers: 7 })
  await api.ask('POST', '/lists', { name: 'Json', accounts: ['@json'] })
  const hook = await api.ask('POST', '/webhooks', { url: 'https://example.com/h', events: ['summary.daily'] })
  const { data } = await api.ask('GET', '/accounts/@json/followers')
  const deletions: [string[], object][] = [
    [['links', 'delete', 'json-1'], { slug: 'json-1', url: 'https://example.com/json-1' }],
    [['links', 'delete', 'json-1', '--purge'], { slug: 'json-1', clicks: 0 }],
    [['followers', 'delete', '@json', data[0].countedAt], { followers: 7 }],
    [['lists', 'delete', 'json'], { name: 'Json', accounts: ['@json'] }],
    [['accounts', 'delete', '@json'], { handle: '@json' }],
    [['webhooks', 'delete', String(hook.id)], { id: hook.id, url: 'https://example.com/h' }],
  ]
  for (const [words, expected] of deletions) {
    const { status, out, err } = await run([...words, '--yes', '--json'])
    t.equal(status, 0, err)
    t.match(JSON.parse(out), expected, words.join(' '))
  }
})
