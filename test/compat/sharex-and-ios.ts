// What ShareX and the app Shortcuts of iOS send, byte for byte.
import t from 'tap'
import { sharexUploader } from '../../src/dashboard/settings/sharex.js'
import { compatApp } from '../fixtures/compat.js'
import { sendBytes } from '../fixtures/send-bytes.js'

const { ctx, key, origin } = await compatApp(t)
const { host } = new URL(origin)

/** ShareX's own syntax, which must not be where it is not meant. */
const syntax = /[{}|\\%]/

/**
 * The request that ShareX makes of a file and an address: `.NET Framework` writes the headers of
 * the file first, `.NET` the one that names the host.
 */
function sharexRequest(file: string, input: string, framework = true): string {
  const { RequestMethod, RequestURL, Headers, Body, Data } = JSON.parse(file)
  for (const text of [RequestURL, ...Object.values(Headers)]) t.notMatch(text, syntax)
  t.notMatch(Data, '%')
  t.equal(Body, 'JSON')
  // It puts the address into the JSON as Json.NET writes texts, without the quotes.
  const body = Data.replaceAll('{input}', JSON.stringify(input).slice(1, -1))
  const own = Object.entries(Headers).map(([name, value]) => `${name}: ${value}`)
  const type = 'Content-Type: application/json'
  const agent = 'User-Agent: ShareX/17.0.0'
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  const head = framework
    ? [...own, type, agent, `Host: ${host}`, length, 'Connection: Keep-Alive']
    : [`Host: ${host}`, agent, ...own, type, length]
  const { pathname } = new URL(RequestURL)
  return [`${RequestMethod} ${pathname} HTTP/1.1`, ...head, '', body].join('\r\n')
}

/** What ShareX makes of `{json:name}`: the value by its path, which must be a text. */
function sharexText(syntax: string, body: string): unknown {
  const [, path = ''] = /^\{json:(\w+)\}$/.exec(syntax) ?? []
  return JSON.parse(body)[path]
}

t.test('ShareX: a link, the same one again, and the reason for a refusal', async t => {
  const file = sharexUploader(ctx.config.baseUrl, key)
  const { Version, DestinationType, URL: link, ErrorMessage } = JSON.parse(file)
  t.match(Version, /^1[4-9]\.\d+\.\d+$/, 'an older one would be taken for another syntax')
  t.equal(DestinationType, 'URLShortener')
  const address = 'https://example.com/größe?a="b"&c=d\\e%20%y'
  const first = await sendBytes(origin, sharexRequest(file, address))
  t.equal(first.status, 201)
  t.match(sharexText(link, first.body), /^https:\/\/sho\.rt\/\w{7}$/)
  t.equal(JSON.parse(first.body).url, new URL(address).href)
  t.notOk('content-encoding' in first.headers, 'it asks for no compression')
  const again = await sendBytes(origin, sharexRequest(file, address, false))
  t.equal(again.status, 200)
  t.equal(sharexText(link, again.body), sharexText(link, first.body))
  const refused = await sendBytes(origin, sharexRequest(file, 'not an address'))
  t.equal(refused.status, 400)
  t.match(sharexText(ErrorMessage, refused.body), /^url: /)
  const keyless = await sendBytes(origin, sharexRequest(sharexUploader(ctx.config.baseUrl), address))
  t.equal(keyless.status, 401)
  t.match(sharexText(ErrorMessage, keyless.body), /key/)
})

t.test('ShareX in other words: its uploaders for Polr, YOURLS, Kutt and Bitly', async t => {
  const agent = 'User-Agent: ShareX/17.0.0'
  const get = (path: string) =>
    sendBytes(
      origin,
      [`GET ${path} HTTP/1.1`, agent, `Host: ${host}`, 'Connection: Close', '', ''].join('\r\n'),
    )
  const form = (path: string, fields: Record<string, string>) => {
    const boundary = `${'-'.repeat(20)}8dd0f3ab1c2d3e4`
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const body = `${parts.join('')}--${boundary}--\r\n`
    const head = [
      `POST ${path} HTTP/1.1`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      agent,
      `Host: ${host}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: Keep-Alive',
    ]
    return sendBytes(origin, [...head, '', body].join('\r\n'))
  }
  const json = (path: string, headers: string[], fields: object) => {
    const body = JSON.stringify(fields)
    const head = [...headers, 'Content-Type: application/json', agent, `Host: ${host}`]
    const length = [`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: Keep-Alive']
    return sendBytes(origin, [`POST ${path} HTTP/1.1`, ...head, ...length, '', body].join('\r\n'))
  }
  const url = 'https://example.com/other-words'
  const polr = await get(`/api/v2/action/shorten?url=${encodeURIComponent(url)}&key=${key}`)
  t.equal(polr.status, 200)
  t.match(polr.body, /^https:\/\/sho\.rt\/\w{7}$/)
  const fields = { username: 'me', password: key, action: 'shorturl', url, format: 'simple' }
  t.match(await form('/yourls-api.php', fields), { status: 200, body: polr.body })
  const kutt = { target: url, password: '', customurl: '', reuse: true, domain: '' }
  const known = await json('/api/v2/links', [`X-API-KEY: ${key}`], kutt)
  t.equal(JSON.parse(known.body).link, polr.body)
  const bitly = await json('/v4/bitlinks', [`Authorization: Bearer ${key}`], {
    long_url: url,
    domain: 'bit.ly',
  })
  t.equal(JSON.parse(bitly.body).link, polr.body)
})

t.test('the shortcut for iPhone and iPad', async t => {
  // Foundation writes "/" as "\\/", and asks for compressed answers.
  const shortcut = (fields: object) => {
    const body = JSON.stringify(fields).replaceAll('/', '\\/')
    const head = [
      'POST /api/v1/links HTTP/1.1',
      `Host: ${host}`,
      'Content-Type: application/json',
      'Connection: keep-alive',
      'Accept: */*',
      'User-Agent: BackgroundShortcutRunner/3218.0.4.100 CFNetwork/1568.200.51 Darwin/24.1.0',
      `Authorization: Bearer ${key}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Accept-Language: en-GB,en;q=0.9',
      'Accept-Encoding: gzip, deflate',
    ]
    return sendBytes(origin, [...head, '', body].join('\r\n'))
  }
  const made = await shortcut({ url: 'https://example.com/ios?a=b/c', findExisting: true })
  t.equal(made.status, 201)
  t.match(made.headers['content-type'], 'application/json')
  const { shortUrl, url } = JSON.parse(made.body)
  t.match(shortUrl, /^https:\/\/sho\.rt\/\w{7}$/)
  t.equal(url, 'https://example.com/ios?a=b/c')
  const again = await shortcut({ url: 'https://example.com/ios?a=b/c', findExisting: true })
  t.match({ status: again.status, shortUrl: JSON.parse(again.body).shortUrl }, { status: 200, shortUrl })
  t.equal((await shortcut({ url: 'https://a.example/\nhttps://b.example/', findExisting: true })).status, 400)
})
