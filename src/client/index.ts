import { addresses, type Operations, type Problem } from './api.js'

export type * from './api.js'

export interface ClientOptions {
  /** Of the service, without a path. */
  url: string
  /** An API key. */
  key: string
  /** In place of the global one. */
  fetch?: typeof fetch
  /** After this many milliseconds a call fails; 30,000 by default. */
  timeoutMs?: number
}

type Name = keyof Operations
type Request<N extends Name> = Operations[N]['request']
type Call<N extends Name> =
  Partial<Request<N>> extends Request<N>
    ? (request?: Request<N>, options?: CallOptions) => Promise<Operations[N]['answer']>
    : (request: Request<N>, options?: CallOptions) => Promise<Operations[N]['answer']>

/** What goes into the headers of a call, and comes out of those of its answer. */
export interface CallOptions {
  /** Of a POST or PATCH: sent again with the same key, it is carried out once. */
  idempotencyKey?: string | undefined
  /** Of a change: an `ETag` as it was read; the call fails with a ProblemError if it is older. */
  ifMatch?: string | undefined
  /** Gets the headers of the answer, such as `ETag` and `X-Request-Id`. */
  onHeaders?(headers: Headers): void
}

/** A method for each operation of the API, by its operationId. */
export type Client = { [N in Name]: Call<N> }

/** An error that the service answered with; its `problem` has the code and the facts. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemError'
  }
}

/** Something else than the service answered, such as a proxy or another kind of server. */
export class ForeignAnswer extends Error {
  constructor({ status, statusText }: Pick<Response, 'status' | 'statusText'>) {
    super(`The answer was ${`${status} ${statusText}`.trim()}, but not as Fivehundred answers.`)
    this.name = 'ForeignAnswer'
  }
}

/**
 * A client of a service. A call takes what goes into the path and the query by its name, and the
 * body as `body`: `client.updateLink({ slug: 'launch', body: { title: 'Ours' } }, { ifMatch })`. It
 * resolves to the answer, and throws ProblemError, ForeignAnswer, or what `fetch` throws.
 */
export function connect(options: ClientOptions): Client {
  const calls = Object.entries(addresses).map(([name, address]) => [
    name,
    (request: Fields = {}, own: CallOptions = {}) => call(options, address, request, own),
  ])
  return Object.fromEntries(calls) as Client
}

type Page = { data: unknown[]; nextCursor: string | null }
type Listing = { [N in Name]: Operations[N]['answer'] extends Page ? N : never }[Name]
type Entry<N extends Listing> = Extract<Operations[N]['answer'], Page>['data'][number]

/**
 * Every entry of a list, page by page: `for await (const link of entries(client, 'listLinks',
 * {}))`.
 */
export async function* entries<N extends Listing>(
  client: Client,
  name: N,
  request: Request<N>,
): AsyncGenerator<Entry<N>> {
  const ask = client[name] as (request: object) => Promise<Page>
  let cursor: string | null = null
  do {
    const page: Page = await ask({ ...request, ...(cursor !== null && { cursor }) })
    yield* page.data as Entry<N>[]
    cursor = page.nextCursor
  } while (cursor !== null)
}

type Text = { [N in Name]: Operations[N]['answer'] extends string ? N : never }[Name]

/**
 * A text in pieces, as it comes, so that it may be longer than memory: `for await (const piece of
 * stream(options, 'exportLinkClicks', { slug: 'launch' }))`. `timeoutMs` is for each piece.
 */
export async function* stream<N extends Text>(
  options: ClientOptions,
  name: N,
  request: Request<N>,
): AsyncGenerator<string> {
  const stop = new AbortController()
  const wait = () => setTimeout(() => stop.abort(new DOMException('No answer.', 'TimeoutError')), ms)
  const ms = options.timeoutMs ?? usualTimeoutMs
  let timer = wait()
  try {
    const answer = await send(options, addresses[name], request as Fields, stop.signal)
    const decoder = new TextDecoder()
    const reader = answer.body?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      clearTimeout(timer)
      yield decoder.decode(next.value, { stream: true })
      timer = wait()
    }
    yield decoder.decode()
  } finally {
    clearTimeout(timer)
    // The rest is not wanted by a reader who stops in the middle.
    stop.abort()
  }
}

type Fields = Record<string, unknown>
type Address = readonly [method: string, path: string, answer: 'json' | 'text' | 'bytes' | 'nothing']

const usualTimeoutMs = 30_000

async function call(
  options: ClientOptions,
  address: Address,
  request: Fields,
  { onHeaders, ...own }: CallOptions,
): Promise<unknown> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? usualTimeoutMs)
  const answer = await send(options, address, request, signal, own)
  onHeaders?.(answer.headers)
  switch (address[2]) {
    case 'json':
      return readJson(answer)
    case 'text':
      return answer.text()
    case 'bytes':
      return new Uint8Array(await answer.arrayBuffer())
    case 'nothing':
      return null
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const value: unknown = await answer.json().catch(error => {
    throw error instanceof SyntaxError ? new ForeignAnswer(answer) : error
  })
  if (value === null) throw new ForeignAnswer(answer)
  return value
}

async function send(
  { url, key, fetch: own = fetch }: ClientOptions,
  [method, path, kind]: Address,
  { body, ...fields }: Fields,
  signal: AbortSignal,
  { idempotencyKey, ifMatch }: CallOptions = {},
): Promise<Response> {
  if (!key) throw new TypeError('A key is needed: an API key of the service.')
  const query = new URLSearchParams()
  const rest = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, fields[name]))
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || path.includes(`{${name}}`)) continue
    for (const one of [value].flat()) query.append(name, String(one))
  }
  const search = query.size > 0 ? `?${query}` : ''
  const answer = await own(`${url.replace(/\/+$/, '')}${rest}${search}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'application/json, */*;q=0.1',
      ...(body !== undefined && { 'content-type': typeOfBody(body) }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: isFile(body) ? body : JSON.stringify(body) }),
    // Following a redirect could carry the key to another server.
    redirect: 'manual',
    signal,
  })
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) throw new ProblemError((await answer.json()) as Problem)
  if (!answer.ok || (kind === 'json' && !type.startsWith('application/json'))) throw new ForeignAnswer(answer)
  return answer
}

/** A part of a path. Throws TypeError for one that would lead to another address. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '')
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`${name} is needed, and must not be "${text}".`)
  return encodeURIComponent(text)
}

function isFile(body: unknown): body is string | Blob {
  return typeof body === 'string' || body instanceof Blob
}

function typeOfBody(body: unknown): string {
  if (body instanceof Blob && body.type !== '') return body.type
  return isFile(body) ? 'text/csv' : 'application/json'
}
