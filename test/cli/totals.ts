import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { compatApp } from '../fixtures/compat.js'

const { api, click, key, origin } = await compatApp(t)
const env = { FIVEHUNDRED_URL: origin, FIVEHUNDRED_KEY: key }
const run = (...argv: string[]) => commandLine(['totals', ...argv], env)

t.before(async () => {
  const made = [
    { slug: 'one', url: 'https://example.com/a?x=1,2', tags: ['news'], account: '@ann' },
    { slug: 'two', url: 'https://example.com/b', tags: ['news', 'blog'], account: '@bob' },
    { slug: 'three', url: 'https://example.com/c' },
  ]
  for (const body of made) await api('POST', '/links', body)
  const at = Date.parse('2026-05-02T10:00:00Z')
  await click('one', [
    { at, country: 'DE' },
    { at, country: 'FR' },
    { at, userAgent: 'curl/8.5.0' },
  ])
  await click('two', [{ at: at + 86_400_000, country: 'DE' }])
  await click('three', [{ at, country: 'DE' }])
})
const range = ['--from', '2026-05-01', '--to', '2026-05-05']

t.test('clicks over time, of all links or of some', async t => {
  const { status, out } = await run(...range)
  t.equal(status, 0)
  const lines = out.split('\n')
  t.equal(lines[0], '4 clicks by 4 clickers on 3 links; 1 hit filtered out.')
  t.equal(lines[1], '2026-05-01 00:00 to 2026-05-05 00:00 UTC')
  t.ok(lines.includes('2026-05-02       3         3  ████████████████████████'))
  const sum = async (...filter: string[]) => JSON.parse((await run(...range, '--json', ...filter)).out).clicks
  t.equal(await sum('--account', 'ann,@bob'), 3)
  t.equal(await sum('--tag', 'blog, none'), 1)
  t.equal(await sum('--link', `three,${origin}/two`), 2)
  t.equal(await sum('--destination', 'example.com/a?x=1,2 https://example.com/c'), 3)
  t.equal((await run('--from', '2020-01-01', '--to', '2026-01-01', '--timezone', 'Europe/Berlin')).status, 0)
})

t.test('by group, the largest first, the rest in one line', async t => {
  const byLink = await run(...range, '--group-by', 'link', '--limit', '1')
  t.match(byLink.out, /^ +2 +2 +1 +█{24} +one\nand 2 more with 2 clicks\n$/m)
  t.match((await run(...range, '-g', 'tag')).out, /^ +1 +1 +0 +█+ +none$/m, 'links without a tag')
  t.match((await run(...range, '-g', 'country')).out, /^ +3 +3 +0 +█{24} +DE$/m)
  t.match((await run('-g', 'link', '--link', 'nobody')).out, /^0 clicks by 0 clickers on 0 links;/)
})

t.test('what is wrong is told', async t => {
  t.match(await run('--group-by', 'year'), { status: 2, err: /--group-by must be quarter-hour, / })
  t.match(await run('--account', '@'), { status: 2, err: /not a handle/ })
  t.match(await run('--link', 'a b'), { status: 2, err: /not a slug/ })
  t.match(await run('--from', 'soon'), { status: 1, err: /from/ })
})
