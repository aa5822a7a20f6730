// The one door for bodies: what no route may take, sent to every route that takes a body.
import { randomBytes } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { isForPrograms } from '../../src/api/accept.js'
import { filledApp } from '../fixtures/filled.js'
import { readSources } from '../fixtures/imports.js'
import { loggedIn } from '../fixtures/pages.js'
import { type Route, watchRoutes } from '../fixtures/routes.js'

const bodied = ['POST', 'PUT', 'PATCH', 'DELETE']
const boundary = 'between-parts'
const types = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  csv: 'text/csv',
  multipart: 'multipart/form-data',
  file: 'application/octet-stream',
}

interface Call {
  type?: string
  encoding?: string
  body: string | Buffer
}

/** A way to every route, with a login or a key, and all routes that take a body. */
async function everyDoor() {
  const routes = watchRoutes()
  const tested = await filledApp(t)
  const cookie = (await loggedIn(tested)).cookie()
  const all = routes()
  const send = ({ method, url }: Pick<Route, 'method' | 'url'>, { type, encoding, body }: Call) =>
    tested.app.inject({
      method: method as 'POST',
      url,
      payload: body,
      headers: {
        ...(type !== undefined && { 'content-type': type }),
        ...(encoding !== undefined && { 'content-encoding': encoding }),
        ...(isForPrograms({ url })
          ? { authorization: `Bearer ${tested.key}` }
          : { cookie, accept: 'text/html' }),
      },
    })
  const isOpen = async (route: Route) => (await send(route, { body: '' })).statusCode !== 405
  const taking: Route[] = []
  for (const route of all.filter(({ method }) => bodied.includes(method))) {
    if (route.takes.length > 0) taking.push(route)
    else t.notOk(await isOpen(route), `${route.method} ${route.url} says what it takes`)
  }
  return { ...tested, all, taking: taking.filter(oneOfEach()), send }
}

/** Each API of another service has one door for all of its routes. */
function oneOfEach(): (route: Route) => boolean {
  const seen = new Set<string>()
  return ({ url }) => {
    if (!isForPrograms({ url }) || url.startsWith('/api/v1')) return true
    const [, first = '', second = ''] = url.split('/')
    const api = first === 'api' ? second : first
    return !seen.has(api) && Boolean(seen.add(api))
  }
}

/** In the order in which they are tried; pages tell only the status. */
function refused(
  t: Test,
  answer: LightMyRequestResponse,
  { status, code, fields }: { status: number; code: string; fields?: string[] },
  name: string,
) {
  t.equal(answer.statusCode, status, name)
  if (!String(answer.headers['content-type']).startsWith('application/problem+json')) return
  const { errors, ...problem } = answer.json()
  t.equal(problem.code, code, name)
  if (fields) t.strictSame([...new Set(errors.map((e: { field: string }) => e.field))], fields, name)
}

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => Buffer.from(part as string)))

/** Texts that are no UTF-8, each within a body of any kind. */
const foreign: Record<string, (wrap: (inner: Buffer) => Buffer) => Buffer> = {
  'a byte of Latin-1': wrap => wrap(bytes([0xe9])),
  'a byte that begins nothing': wrap => wrap(bytes([0x80])),
  'half of a surrogate pair': wrap => wrap(bytes([0xed, 0xa0, 0x80])),
  'an overlong form': wrap => wrap(bytes([0xc0, 0xaf])),
  'beyond Unicode': wrap => wrap(bytes([0xf4, 0x90, 0x80, 0x80])),
  'Shift JIS': wrap => wrap(bytes([0x83, 0x65, 0x83, 0x58])),
  'a character cut off by the end': wrap => bytes([...wrap(bytes('x'))], [0xe4, 0xbd]),
  'UTF-16 with its mark': wrap =>
    bytes([0xff, 0xfe], [...Buffer.from(wrap(bytes('x')).toString(), 'utf16le')]),
  'UTF-16 without': wrap => Buffer.from(wrap(bytes('x')).toString(), 'utf16le'),
  'UTF-16 the other way': wrap => Buffer.from(wrap(bytes('x')).toString(), 'utf16le').swap16(),
}

const part = (headers: string, inner: string | Buffer) =>
  bytes(
    `--${boundary}\r\ncontent-disposition: form-data; ${headers}\r\n\r\n`,
    [...Buffer.from(inner)],
    '\r\n',
  )
const multipart = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])

/** A good body of each kind around a text. */
const wraps: Record<keyof typeof types, (inner: Buffer) => Buffer> = {
  json: inner => bytes('{"title":\n"', [...inner], '"}'),
  form: inner => bytes('title=\n', [...inner]),
  csv: inner => bytes('handle,date,followers\n@me,2026-01-01,5', [...inner]),
  file: inner => bytes('slug,url\nlaunch,https://example.com/', [...inner]),
  multipart: inner => multipart(part('name="csv"', '@me,2026-01-01,5'), part('name="step"', inner)),
}

const kindsOf = ({ takes }: Route) =>
  (Object.keys(types) as (keyof typeof types)[]).filter(kind => takes.includes(types[kind]))
const typeOf = (kind: keyof typeof types) =>
  kind === 'multipart' ? `${types[kind]}; boundary=${boundary}` : types[kind]

const { taking, all, send, api, app, key, unchanged } = await everyDoor()

t.test('bytes that are not UTF-8', async t => {
  t.ok(taking.length > 40, 'routes were found')
  for (const route of taking) {
    for (const kind of kindsOf(route)) {
      for (const [name, of] of Object.entries(foreign)) {
        const whole = kind === 'multipart' && name.startsWith('UTF-16')
        const body = whole ? wraps.multipart(of(inner => inner)) : of(wraps[kind])
        if (kind === 'multipart' && name.includes('the end')) continue
        const answer = await send(route, { type: typeOf(kind), body })
        refused(
          t,
          answer,
          { status: 400, code: 'invalid-encoding' },
          `${route.method} ${route.url} ${kind} ${name}`,
        )
      }
    }
  }
  const answer = await send(
    { method: 'POST', url: '/api/v1/links' },
    { type: types.json, body: wraps.json(bytes([0xe9])) },
  )
  t.match(answer.json(), { detail: /Line 2 .* send all of it as UTF-8/, errors: [{ line: 2 }] })
  await unchanged(t)
})

t.test('other character sets, encodings and kinds of bodies', async t => {
  const charsets = [
    'iso-8859-1',
    'UTF-16',
    '"latin1"',
    '"utf-16le"',
    "'utf-8'",
    'utf-7',
    'windows-1252; charset=utf-8',
  ]
  const encodings = ['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'x-gzip', 'utf-8', 'x-identity']
  for (const route of taking) {
    const unsupported = { status: 415, code: 'unsupported-media-type' }
    const [kind = 'json'] = kindsOf(route)
    const body = wraps[kind](bytes('x'))
    const name = `${route.method} ${route.url}`
    for (const charset of charsets) {
      const answer = await send(route, { type: `${typeOf(kind)}; charset=${charset}`, body })
      refused(t, answer, unsupported, `${name} charset=${charset}`)
      t.equal(answer.headers.accept, route.takes.join(', '), name)
    }
    for (const encoding of encodings) {
      const answer = await send(route, { type: typeOf(kind), encoding, body })
      refused(t, answer, unsupported, `${name} Content-Encoding: ${encoding}`)
      t.equal(answer.headers['accept-encoding'], 'identity', name)
    }
    for (const type of [undefined, 'text/plain', 'text/html', `${kind}x/json`, `${types[kind]}x`, 'json']) {
      const answer = await send(route, { ...(type && { type }), body })
      refused(t, answer, unsupported, `${name} ${type}`)
      t.equal(answer.headers.accept, route.takes.join(', '), name)
    }
  }
  await unchanged(t)
})

t.test('texts that cannot be stored, in every field that a schema has', async t => {
  let count = 0
  for (const route of taking.filter(({ body }) => body !== undefined)) {
    for (const [field, value] of textsOf(route.body)) {
      for (const broken of ['with \0 in it', '\ud800', 'x\udfff', '\ude00\ud83d']) {
        const body = JSON.stringify(value(broken))
        const answer = await send(route, { type: types.json, body })
        t.equal(answer.statusCode, 400, `${route.method} ${route.url} ${body}`)
        const named = answer.json().errors.map((error: { field: string }) => error.field)
        t.ok(named.includes(field), `${field} of ${route.method} ${route.url} is named: ${named}`)
        count++
      }
    }
  }
  t.ok(count > 100, 'fields were found')
  for (const { url, query, method } of all) {
    if (query === undefined || method === 'HEAD') continue
    for (const [field, value] of textsOf(query)) {
      for (const broken of ['%00', '%FF', 'caf%E9', '%ED%A0%80', '%C3%28', 'a%E4%BD', '%F4%90%80%80']) {
        const at = `${url}?${Object.keys(value(''))[0]}=${broken}`
        const answer = await api(method, '', undefined, { url: at })
        if (answer.statusCode === 404 && !url.startsWith('/api')) continue
        t.equal(answer.statusCode, 400, at)
        const named = answer.json().errors.map((error: { field: string }) => error.field)
        // A query holds it once.
        t.ok(named.includes(field.replace('[1]', '[0]')), `${field} of ${at} is named: ${named}`)
      }
    }
  }
  const entry = await api('POST', '/links/bulk', {
    links: [{ url: 'https://example.com/a', tags: ['a', 'b\ud800'] }],
  })
  t.match(entry.json().results[0].error, { code: 'invalid-input', errors: [{ field: 'tags[1]' }] })
  await unchanged(t)
})

/** Each text of a schema of an object: its name in an error, and a body that has only it. */
function textsOf(schema: unknown): [string, (text: string) => object][] {
  const { properties = {} } = schema as { properties?: Record<string, object> }
  return Object.entries(properties).flatMap(([name, part]): [string, (text: string) => object][] => {
    const { type, items, format } = part as {
      type?: string | string[]
      items?: { type?: string }
      format?: string
    }
    if (format?.includes('date')) return []
    if ([type].flat().includes('string')) return [[name, text => ({ [name]: text })]]
    if (items?.type === 'string') return [[`${name}[1]`, text => ({ [name]: ['@me', text] })]]
    return textsOf(part).map(([rest, value]) => [`${name}.${rest}`, text => ({ [name]: value(text) })])
  })
}

t.test('forms that are not validly encoded name the field', async t => {
  const forms = taking.filter(({ takes }) => takes.includes(types.form))
  t.ok(forms.length > 15)
  for (const route of forms) {
    for (const broken of ['%FF', 'caf%E9', '%ED%A0%80', '%C0%AF', '%', '%zz', '%4', '%F0%9F%98']) {
      const answer = await send(route, { type: types.form, body: `fine=1&title=${broken}` })
      t.equal(answer.statusCode, 400, `${route.url} ${broken}`)
      t.match(answer.body, 'title: must be percent-encoded as UTF-8', route.url)
    }
    const crowd = await send(route, { type: types.form, body: 'a=1&'.repeat(1001) })
    t.equal(crowd.statusCode, 400, route.url)
    t.match(crowd.body, 'more than 1000 fields', route.url)
    if (!route.takes.includes(types.json)) continue
    const json = await send(route, {
      type: types.json,
      body: '{"items":[{},{"url":"a\\u0000"}],"b":"\\udead"}',
    })
    t.equal(json.statusCode, 400, route.url)
    t.match(json.body, /items\[1\]\.url: must not contain NUL or broken Unicode; b: must/, route.url)
  }
  await unchanged(t)
})

t.test('JSON that is too deep or has too much in it', async t => {
  const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)
  const bodies = [
    nested('[', ']', 101),
    nested('{"a":[', ']}', 51),
    '['.repeat(500_000),
    `{"x":${'['.repeat(100_000)}`,
    `[${'0,'.repeat(50_000)}0]`,
    `{"links":[${'{},'.repeat(50_000)}{}]}`,
    `{${Array.from({ length: 50_001 }, (_, n) => `"${n}":1`).join()}}`,
  ]
  for (const route of taking.filter(({ takes }) => takes.includes(types.json))) {
    for (const body of bodies) {
      const answer = await send(route, { type: types.json, body })
      refused(
        t,
        answer,
        { status: 400, code: 'body-too-complex' },
        `${route.method} ${route.url} ${body.slice(0, 20)}`,
      )
    }
  }
  const url = '/api/v1/links'
  const deep = await send({ method: 'POST', url }, { type: types.json, body: nested('[', ']', 100) })
  t.equal(deep.json().code, 'invalid-input', 'a hundred levels are parsed')
  await unchanged(t)
})

t.test('multipart forms that are no whole', async t => {
  const file = part('name="file"; filename="a.csv"', '@me,2026-01-01,5')
  const step = part('name="step"', 'import')
  const good = multipart(file, step)
  const bodies: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'nothing but noise': randomBytes(100_000),
    'without its end': Buffer.concat([file, step]),
    'cut in a part': good.subarray(0, file.length - 10),
    'cut in the headers': good.subarray(0, 40),
    'too many parts': multipart(...Array.from({ length: 100 }, () => step)),
    'parts alone': Buffer.from(`--${boundary}\r\n`.repeat(10_000)),
  }
  const routes = taking.filter(({ takes }) => takes.includes(types.multipart))
  t.ok(routes.length > 0)
  for (const route of routes) {
    for (const [name, body] of Object.entries(bodies)) {
      const answer = await send(route, { type: typeOf('multipart'), body })
      t.equal(answer.statusCode, 400, name)
      t.match(answer.body, /send it again/, name)
    }
    const unbounded = await send(route, { type: types.multipart, body: good })
    t.equal(unbounded.statusCode, 400, 'no boundary')
  }
  await unchanged(t)
})

// What follows changes something.

t.test('what is UTF-8 is taken, however it is told', async t => {
  const url = 'https://example.com/é'
  for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'Utf8', '"UTF8"', 'us-ascii', '']) {
    const type = `Application/JSON; charset=${charset}`
    const body = `\ufeff${JSON.stringify({ url, title: 'né 😀' })}`
    const answer = await send({ method: 'POST', url: '/api/v1/links' }, { type, encoding: 'identity', body })
    t.match(answer, { statusCode: 201 }, charset)
    t.equal(answer.json().title, 'né 😀')
  }
  const csv = await send(
    { method: 'POST', url: '/api/v1/followers/import' },
    { type: 'text/csv;charset=UTF-8;header=present', body: '\ufeffhandle,date,followers\n@me,2026-01-02,7' },
  )
  t.equal(csv.statusCode, 200)
  t.equal((await api('GET', '/links?q=n%C3%A9+%F0%9F%98%80')).json().data.length, 7)
  t.equal((await api('GET', '/links?q=100%')).statusCode, 200, 'a percent sign that encodes nothing is one')
  const get = await api('GET', '/links', undefined, {
    headers: { 'content-type': 'text/plain; charset=latin1' },
  })
  t.equal(get.statusCode, 200, 'a request without a body may say what it likes')
  const quoted = { url: `https://example.com/${'[{,\\"'.repeat(500)}` }
  t.equal(
    (await api('POST', '/links', quoted)).statusCode,
    201,
    'what stands in a text does not count as depth',
  )
})

t.test('no page falls over a text with NUL in any of its fields', async t => {
  const sources = readSources('src/dashboard').map(({ text }) => text)
  const fields = new Set(
    sources.flatMap(text => [...text.matchAll(/name="(\w+)"/g)].map(([, name = '']) => name)),
  )
  t.ok(fields.size > 20, 'fields were found')
  const visitor = await loggedIn({ app, key })
  for (const { url, takes } of taking.filter(({ takes }) => takes.includes(types.form))) {
    if (url === '/logout') continue
    const form = Object.fromEntries([...fields].filter(name => name !== '_csrf').map(name => [name, 'a\0b']))
    const answer = await visitor.post(url, form, '/app')
    t.ok(answer.statusCode < 500 && answer.statusCode !== 415, `${url} (${takes}): ${answer.statusCode}`)
  }
})
