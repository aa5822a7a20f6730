import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import t from 'tap'
import { compatApp } from '../fixtures/compat.js'

// It comes without types.
const Yourls = createRequire(import.meta.url)('node-yourls')

const test = await compatApp(t)
const { key, ask, click, origin } = test
const api = '/yourls-api.php'
const get = (fields: Record<string, string>) => ask('GET', `${api}?${new URLSearchParams(fields)}`)
const json = async (fields: Record<string, string>) => get({ signature: key, format: 'json', ...fields })

/** Sends bytes as they are; the whole answer, as text. */
async function raw(lines: string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  const answer: Buffer[] = []
  socket.on('data', chunk => answer.push(chunk))
  socket.write(`${[...lines, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`)
  await once(socket, 'close')
  return Buffer.concat(answer).toString()
}

t.test('npm node-yourls: every call', async t => {
  const client = new Yourls(origin, key)
  const call = (name: string, ...args: unknown[]) => promisify(client[name].bind(client))(...args)
  // It takes the port for a part of the host's name, and looks that up.
  client._generateNiceUrl = (query: Record<string, string>) =>
    Object.assign(new URL(`${origin}${api}`), { search: String(new URLSearchParams(query)) })
  const made = await call('shorten', 'https://example.com/npm', 'A title')
  t.match(made, {
    status: 'success',
    code: '',
    errorCode: '',
    statusCode: '200',
    message: String,
    title: 'A title',
    shorturl: /^https:\/\/sho\.rt\/\w{7}$/,
    url: {
      keyword: /^\w{7}$/,
      url: 'https://example.com/npm',
      title: 'A title',
      date: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
      ip: '',
    },
  })
  t.match(await call('vanity', 'https://example.com/vanity', 'my-word'), {
    shorturl: 'https://sho.rt/my-word',
  })
  for (const name of [made.shorturl, made.url.keyword])
    t.match(await call('expand', name), {
      keyword: made.url.keyword,
      shorturl: made.shorturl,
      longurl: 'https://example.com/npm',
      title: 'A title',
      message: 'success',
      statusCode: '200',
    })
  await click('my-word', [{}, {}])
  t.match(await call('urlstats', 'my-word'), {
    statusCode: '200',
    message: 'success',
    link: { shorturl: 'https://sho.rt/my-word', clicks: '2', title: 'https://example.com/vanity' },
  })
  t.match(await call('dbstats'), { 'db-stats': { total_links: '2', total_clicks: '2' }, statusCode: '200' })
  // It asks for url-stats, with a filter in place of a link.
  t.match(await call('stats', 2, 'top'), {
    links: { link_1: { shorturl: 'https://sho.rt/my-word', clicks: '2' }, link_2: { clicks: '0' } },
    stats: { total_links: '2' },
    statusCode: '200',
  })
  const methods = Object.keys(Yourls.prototype).filter(name => !name.startsWith('_'))
  t.strictSame(methods, ['shorten', 'vanity', 'expand', 'urlstats', 'stats', 'dbstats'], 'it has no other')
})

t.test('a known address and a keyword in use', async t => {
  const first = await json({ action: 'shorturl', url: 'https://example.com/known' })
  const again = await json({ action: 'shorturl', url: 'https://example.com/known' })
  t.match(again, {
    status: 200,
    json: { status: 'fail', code: 'error:url', statusCode: '200', shorturl: first.json.shorturl },
  })
  await json({ action: 'shorturl', url: 'https://example.com/word', keyword: 'word' })
  const taken = await json({ action: 'shorturl', url: 'https://example.com/other', keyword: 'word' })
  t.match(taken, {
    status: 400,
    json: { status: 'fail', code: 'error:keyword', errorCode: '400', statusCode: '400' },
  })
  const wrong: [Record<string, string>, string][] = [
    [{ url: '' }, 'error:nourl'],
    [{}, 'error:nourl'],
    [{ url: 'ftp://example.com/' }, 'error:nourl'],
    [{ url: 'https://sho.rt/word' }, 'error:noloop'],
    [{ url: 'https://example.com/', keyword: 'docs' }, 'error:keyword'],
    [{ url: 'https://example.com/', keyword: 'a b' }, 'error:keyword'],
    [{ url: 'https://example.com/', title: 'x'.repeat(301) }, 'error:input'],
  ]
  for (const [fields, code] of wrong)
    t.match(await json({ action: 'shorturl', ...fields }), {
      status: 400,
      json: { status: 'fail', code, errorCode: '400', message: String },
    })
  t.equal(
    (await json({ action: 'shorturl', url: 'example.com/typed' })).json.url.url,
    'https://example.com/typed',
  )
})

t.test('the form of an answer', async t => {
  const wish = { signature: key, action: 'shorturl', url: 'https://example.com/<&>', title: 'a < b & "c"' }
  const xml = await get({ ...wish, keyword: 'xml' })
  t.match(xml.headers.get('content-type'), 'application/xml')
  t.match(xml.text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<result><status>success<\/status>/)
  t.match(xml.text, '<shorturl>https://sho.rt/xml</shorturl>')
  t.match(xml.text, '<title>a &lt; b &amp; "c"</title>')
  t.match((await get({ ...wish, keyword: 'xml', format: 'xml' })).text, '<code>error:url</code>')
  for (const format of ['simple', 'JSON', 'XML', 'nonsense', '']) {
    const simple = await get({ ...wish, keyword: 'xml', format })
    t.equal(simple.text, 'https://sho.rt/xml', `format ${format}`)
    t.match(simple.headers.get('content-type'), 'text/plain')
  }
  const jsonp = await get({ signature: key, action: 'version', format: 'jsonp', callback: 'my.own$_1' })
  t.match(jsonp.headers.get('content-type'), 'application/javascript')
  t.match(jsonp.text, /^my\.own\$_1\(\{"version":"[\d.]+"\}\)$/)
  t.match((await get({ signature: key, action: 'version', format: 'jsonp', jsonp: 'f' })).text, /^f\(/)
  for (const callback of ['__yourls0_jsonp[0]', 'alert(1);f', 'f\n']) {
    const fields = { ...wish, url: 'https://example.com/never', format: 'jsonp', callback }
    t.match(await get(fields), { status: 400, text: /"errorCode":"400"/ }, callback)
  }
  const never = await json({ action: 'shorturl', url: 'https://example.com/never' })
  t.equal(never.json.status, 'success', 'nothing had been made')
  t.match(await get({ signature: key, action: 'db-stats', format: 'simple' }), { text: /XML or JSON/ })
})

t.test('lists of links', async t => {
  for (const keyword of ['stat-1', 'stat-2', 'stat-3'])
    await json({ action: 'shorturl', url: `https://example.com/${keyword}`, keyword })
  await click('stat-2', [{}, {}, {}, {}, {}])
  const list = async (fields: Record<string, string>) => {
    const { json: answer } = await json({ action: 'stats', ...fields })
    const links: { shorturl: string }[] = Object.values(answer.links ?? {})
    return { ...answer, slugs: links.map(({ shorturl }) => shorturl.split('/').at(-1)) }
  }
  const top = await list({ filter: 'top', limit: '2' })
  t.match(top, { slugs: ['stat-2', String], statusCode: '200', stats: { total_links: /^\d+$/ } })
  t.match(top.links.link_1, { url: 'https://example.com/stat-2', clicks: '5', timestamp: String, ip: '' })
  t.strictSame((await list({ filter: 'last', limit: '1', start: '1' })).slugs, ['stat-2'])
  const all = Number(top.stats.total_links)
  t.equal((await list({ filter: 'bottom', limit: String(all) })).slugs.at(-1), 'stat-2')
  t.equal(new Set((await list({ filter: 'rand', limit: String(all) })).slugs).size, all)
  t.match(await list({ filter: 'top' }), { slugs: [], statusCode: '200' })
  t.match(await json({ action: 'stats', limit: 'many' }), { status: 400, json: { errorCode: '400' } })
})

t.test('what is missing or refused', async t => {
  const unknown = 'Unknown or missing "action" parameter'
  for (const fields of [{}, { action: 'delete' }, { action: 'constructor' }, { action: 'toString' }])
    t.strictSame((await json(fields)).json, { errorCode: '400', message: unknown })
  t.equal((await json({})).status, 400)
  t.match(await json({ action: 'expand', shorturl: 'nobody' }), {
    status: 404,
    json: { errorCode: '404', message: 'Error: short URL not found' },
  })
  t.match(await json({ action: 'url-stats', shorturl: 'nobody' }), {
    status: 404,
    json: { statusCode: '404' },
  })
  t.match(await json({ action: 'expand' }), { status: 400, json: { errorCode: '400' } })
  for (const fields of [{}, { signature: 'wrong' }, { username: 'me', password: 'wrong' }]) {
    const refused = await get({ action: 'shorturl', url: 'https://example.com/x', format: 'json', ...fields })
    t.match(refused, { status: 403, json: { errorCode: '403', message: /key/ } })
    t.notOk('statusCode' in refused.json)
  }
  const timed = { signature: 'd41d8cd98f00b204e9800998ecf8427e', timestamp: '1700000000', action: 'version' }
  t.match(await get({ ...timed, format: 'json' }), { status: 403, json: { message: /timestamp/ } })
  t.match(await get({ ...timed, signature: key, format: 'json' }), { status: 403 })
  t.match(await ask('PUT', api), { status: 405, text: /<errorCode>405</ })
})

t.test('a form, in parts or not, with a key or a password', async t => {
  const fields = {
    action: 'shorturl',
    format: 'simple',
    url: 'https://example.com/ü?a=1&b=2',
    keyword: 'form',
  }
  const urlencoded = await ask('POST', api, new URLSearchParams({ ...fields, username: 'x', password: key }))
  t.equal(urlencoded.text, 'https://sho.rt/form')
  // As PHP's curl sends an array.
  const parts = new FormData()
  for (const [name, value] of Object.entries({ ...fields, signature: key })) parts.set(name, value)
  t.match(await ask('POST', api, parts), { status: 200, text: 'https://sho.rt/form' })
  t.match(
    await ask('POST', `${api}?signature=${key}&format=json`, new URLSearchParams({ action: 'version' })),
    {
      status: 200,
      json: { version: String },
    },
  )
  t.match(
    await ask('GET', `${api}?action=version&format=json`, undefined, { authorization: `Bearer ${key}` }),
    {
      status: 200,
    },
  )
})

t.test('WordPress link creators: a form over HTTP/1.0', async t => {
  const body = `signature=${key}&action=shorturl&format=json&url=https%3A%2F%2Fexample.com%2Fwp&title=WP`
  const head = [
    `POST ${api} HTTP/1.0`,
    'Host: sho.rt',
    'User-Agent: WordPress/6.8; https://blog.example',
    'Content-Type: application/x-www-form-urlencoded',
    'Connection: close',
  ]
  const answer = await raw(head, body)
  t.match(answer, /^HTTP\/1\.[01] 200 /)
  t.match(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''), { status: 'success', title: 'WP' })
  t.match(await raw(head, `signature=${key}&action=db-stats&format=json`), '"total_links"')
})

t.test('PrivateBin: its server sends a form, its page fetches', async t => {
  const body = new URLSearchParams({
    signature: key,
    format: 'json',
    action: 'shorturl',
    url: 'https://paste.example.com/?abc#KEY',
  })
  const answer = await raw(
    [
      `POST ${api} HTTP/1.1`,
      'Host: sho.rt',
      'Content-Type: application/x-www-form-urlencoded',
      'Connection: close',
    ],
    String(body),
  )
  const { statusCode, shorturl } = JSON.parse(answer.slice(answer.indexOf('{')))
  t.equal(Number(statusCode), 200)
  t.match(shorturl, /^https:\/\/sho\.rt\/\w{7}$/)
  const prefix = `${api}?signature=${key}&action=shorturl&format=json&url=`
  const page = await ask(
    'GET',
    prefix + encodeURIComponent('https://paste.example.com/?def#KEY'),
    undefined,
    {
      accept: 'text/html,application/xhtml+xml,application/xml,application/json',
      origin: 'https://paste.example.com',
    },
  )
  t.equal(page.headers.get('access-control-allow-origin'), '*')
  const addresses = page.text.match(/https?:[^"\s]+/g)?.sort((a, b) => a.length - b.length) ?? []
  t.match(
    addresses[0]?.replaceAll('\\/', '/'),
    /^https:\/\/sho\.rt\/\w{7}$/,
    'the shortest is the short link',
  )
})
