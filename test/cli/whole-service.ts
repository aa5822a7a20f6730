// The commands against a real service: what they send is what it takes.
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { adminKey, service } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

const { address } = await service(t, { BASE_URL: 'https://go.example.com' })
const env = { FIVEHUNDRED_URL: address, FIVEHUNDRED_KEY: adminKey }

/** The result of a command that must succeed. */
async function run(argv: string[], options: { tty?: boolean; typed?: string } = {}) {
  const { status, out, err } = await commandLine(argv, env, options)
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${err}`)
  return { out, err, json: () => JSON.parse(out) }
}

t.test('accounts are made, shown, changed and renamed', async t => {
  const made = await run(['accounts', 'create', 'x.com/ann', '--name', 'Ann', '--followers', '1,200'])
  t.match(made.out, /^@ann {2}Ann\n {2}followers {2}1,200 followers\n/)
  t.match((await run(['accounts', 'edit', '@ann', '--public', '--name=', '--json'])).json(), {
    name: null,
    public: true,
  })
  t.equal((await run(['accounts', 'rename', '@ann', '@anna'])).out, '@ann is @anna now.\n')
  t.match((await run(['accounts', 'list'])).out, /^account {2}followers.*\n@anna {8}1,200 {2}public\n$/)
  t.match((await run(['accounts', 'show', 'ann'])).out, /^@anna\n/, 'the former handle still finds it')
  t.match(await commandLine(['accounts', 'edit', '@anna'], env), { status: 2, err: /Name what to change/ })
  t.match(await commandLine(['accounts', 'edit', '@anna', '--public', '--no-public'], env), {
    status: 2,
    err: /--no-public does not go together with --public/,
  })
})

t.test('links are listed by filters, shown and changed', async t => {
  await run([
    'shorten',
    'example.com/a',
    '--slug',
    'first',
    '-a',
    '@anna',
    '--tags',
    'news, blog',
    '--text',
    'Read',
  ])
  await run(['shorten', 'example.com/b', '--slug', 'second', '--expires', '2099-01-31'])
  const again = await run(['shorten', 'example.com/b', '--find-existing'])
  t.equal(again.out, 'https://go.example.com/second\n')
  const slugs = async (...words: string[]) =>
    (await run(['links', 'list', '--json', ...words])).json().data.map((link: { slug: string }) => link.slug)
  t.strictSame(await slugs(), ['second', 'first'])
  t.strictSame(await slugs('--tag', 'news', '--account', 'anna', '--q', 'example', '--sort', 'clicks'), [
    'first',
  ])
  const page = await run(['links', 'list', '-n', '1'])
  t.match(page.out, /^link +clicks.*\nsecond +0/)
  const cursor = /--cursor=(\S+) goes on/.exec(page.err)?.[1] ?? ''
  t.strictSame(await slugs('--limit=1', `--cursor=${cursor}`), ['first'])
  t.match(await run(['links', 'list', '--tag', 'none']), { out: '', err: 'No link matches.\n' })

  const words = [
    '--title',
    'A title',
    '--tags=',
    '--no-enabled',
    '--forward-query',
    '--notes=For us',
    '--expires',
    '2099-01-31',
  ]
  const edited = await run(['links', 'edit', 'https://go.example.com/first', ...words, '--public'])
  t.match(edited.out, /^https:\/\/go.example.com\/first → https:\/\/example.com\/a\n/)
  for (const fact of [
    'title +A title',
    'tags +none',
    'notes +For us',
    'redirects +no',
    'public +yes',
    'text +Read',
    'account +@anna',
  ])
    t.match(edited.out, new RegExp(`^  ${fact}`, 'm'))
  const cleared = await run([
    'links',
    'edit',
    'first',
    '--title=',
    '--expires',
    'never',
    '--enabled',
    '--json',
  ])
  t.match(cleared.json(), { title: null, expiresAt: null, enabled: true, public: true })
  t.strictSame((await run(['links', 'show', 'first', '--json'])).json(), cleared.json())
})

t.test('a link ends after a number of clicks, has an id of ours, and remembers where it led', async t => {
  const made = await run([
    'shorten',
    'https://example.com/few',
    '--max-clicks',
    '1,000',
    '--external-id',
    'post-7',
    '--json',
  ])
  const { slug } = made.json()
  t.match(made.json(), { maxClicks: 1000, externalId: 'post-7' })
  t.match(await run(['links', 'targets', slug]), { out: '', err: /always led/ })
  const changed = await run(['links', 'edit', slug, '--url', 'https://example.com/new', '--max-clicks', '5'])
  t.match(changed.out, /ends after +5 clicks\n +your id +post-7\n/)
  t.match((await run(['links', 'targets', slug])).out, /led to\n\S+ \S+ UTC +https:\/\/example\.com\/few\n/)
  const cleared = await run(['links', 'edit', slug, '--max-clicks', 'none', '--external-id=', '--json'])
  t.match(cleared.json(), { maxClicks: null, externalId: null })
  const wrong = await commandLine(['links', 'edit', slug, '--max-clicks', 'few'], env)
  t.match(wrong, { status: 2, err: /--max-clicks must be a whole number/ })
})

t.test('the text of a tweet is printed with its addresses shortened, and counted', async t => {
  const typed = `👨‍👩‍👧‍👦 Read https://example.com/${'x'.repeat(300)}, (https://example.com/c)!\nAnd https://go.example.com/first.\n`
  const { out, err } = await run(['shorten', '-', '--account', '@anna'], { typed })
  t.match(
    out,
    /^👨‍👩‍👧‍👦 Read https:\/\/go\.example\.com\/\w{7}, \(https:\/\/go\.example\.com\/\w{7}\)!\nAnd https:\/\/go\.example\.com\/first\.\n$/,
  )
  t.equal(err, `${2 + 6 + 23 + 3 + 23 + 3 + 4 + 23 + 1} of 280 characters (X)\n`)
  const one = await run(['shorten', '-', '--json'], { typed: 'Look: https://example.com/d' })
  t.match(one.json(), { results: [{ link: { tweet: { text: 'Look:' }, url: 'https://example.com/d' } }] })
  const refused = await commandLine(['shorten', '-'], env, {
    typed: 'http://a:b@example.com/ https://example.com/e',
  })
  t.match(refused, {
    status: 1,
    out: '',
    err: /http:\/\/a:b@example\.com\/: .*user name[\s\S]*example\.com\/e has https:/,
  })
  t.match(await commandLine(['shorten', '-'], env, { typed: 'nothing' }), { status: 1, err: /no address/ })
  t.match(await commandLine(['shorten', '-', '--slug', 'abc'], env), {
    status: 2,
    err: /--slug cannot be given/,
  })
})

t.test('a QR code is drawn, or written as a picture', async t => {
  const drawn = await run(['qr', 'first'])
  const lines = drawn.out.trimEnd().split('\n')
  t.equal(lines.at(-1), 'https://go.example.com/first')
  t.match(lines[0], /^█+$/)
  t.match((await run(['qr', 'first'], { tty: true })).out, '\x1b[', 'black and white whatever the colours')
  const folder = t.testdir()
  await run(['qr', 'first', '-o', `${folder}/code.svg`])
  await run(['qr', 'first', '--output', `${folder}/code.PNG`])
  t.match(readFileSync(`${folder}/code.svg`, 'utf8'), /^<svg/)
  t.strictSame(readFileSync(`${folder}/code.PNG`).subarray(1, 4).toString(), 'PNG')
  t.match(await commandLine(['qr', 'first', '-o', 'code.gif'], env), { status: 2, err: /\.svg or \.png/ })
  const nowhere = await commandLine(['qr', 'first', '-o', `${folder}/none/code.svg`], env)
  t.match(nowhere, { status: 1, err: /none\/code\.svg cannot be written \(ENOENT\)/ })
})

t.test('hits are listed, and exported whole', async t => {
  await fetch(`${address}/first`, { redirect: 'manual', headers: { 'user-agent': 'curl/8.0.0 "quoted"' } })
  let listed = ''
  while (listed === '') listed = (await run(['clicks', 'list', 'first'])).out
  t.match(listed, /^at \(UTC\) .*\n20.* embedded /)
  const folder = t.testdir()
  await run(['clicks', 'export', 'first', '-o', `${folder}/hits.csv`])
  const csv = readFileSync(`${folder}/hits.csv`, 'utf8')
  t.match(csv, /^at,kind,.*\r\n.*"curl\/8\.0\.0 ""quoted"""/)
  t.equal((await run(['clicks', 'export', 'first'])).out, csv)
  const lines = await run(['clicks', 'export', 'first', '--format', 'jsonl', '--kind', 'excluded'])
  const { data } = (await run(['clicks', 'list', 'first', '--json'])).json()
  t.strictSame(
    lines.out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
    data,
  )
  t.equal((await run(['clicks', 'export', 'first', '--kind', 'human', '--format=jsonl'])).out, '')
  const missing = await commandLine(['clicks', 'export', 'nothing', '-o', `${folder}/none.csv`], env)
  t.match(missing, { status: 1, out: '', err: /^Error: There is no link/ })
  t.notOk(existsSync(`${folder}/none.csv`) || existsSync(`${folder}/none.csv.part`))
})

t.test('deleting asks first, and needs --yes where nobody can be asked', async t => {
  await run(['lists', 'create', 'Friends', '--accounts', '@anna'])
  await run(['lists', 'rename', 'friends', 'Good friends'])
  const { data } = (await run(['followers', 'list', '@anna', '--json'])).json()
  const deletions = [
    ['links', 'delete', 'second'],
    ['followers', 'delete', '@anna', data[0].countedAt],
    ['lists', 'delete', 'good friends'],
    ['accounts', 'delete', '@anna'],
  ]
  for (const words of deletions) {
    t.match(await commandLine(words, env), { status: 2, out: '', err: /add --yes/ }, words.join(' '))
    const no = await commandLine(words, env, { tty: true, typed: '\n' })
    t.match(no, { status: 1, out: '', err: /^Delete .*\?.* \[y\/N\] .*Nothing was deleted/ })
    t.match(await run(words, { tty: true, typed: 'y\n' }), { out: /deleted\.\n$/ })
    t.match(await commandLine([...words, '--yes'], env), { status: 1 }, 'it is gone')
  }
  await run(['links', 'delete', 'first', '-y'])
  t.match((await run(['links', 'restore', 'first'])).out, /^https:.*\n/)
})

t.test('a key says what it is', async t => {
  t.match((await run(['me'])).out, /^ {2}key +ADMIN_KEY\n {2}role +admin\n {2}accounts +all\n/)
})

t.test('everything is exported to standard output or a file', async t => {
  t.match((await run(['export', 'links'])).out, /^slug,shortUrl,url,.*\r\n/)
  const file = `${await temporaryDirectory(t)}/links.ndjson`
  await run(['export', 'links', '--format=ndjson', '-o', file])
  t.match(JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? ''), { slug: /^\w/ })
  t.match(await commandLine(['export', 'all'], env), { status: 2, err: /WHAT must be links, tweets,/ })
})
