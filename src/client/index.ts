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
    ? (request?: Request<N>) => Promise<Operations[N]['answer']>
    : (request: Request<N>) => Promise<Operations[N]['answer']>

/** A method for each operation of the API, by its operationId. */
export type Client = { [N in Name]: Call<N> }

/** An error that the service answered with; its `problem` has the code and the facts. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemError'
  }
}

/**
 * A client of a service. A call takes what goes into the path and the query by its name, and the
 * body as `body`: `client.updateLink({ slug: 'launch', body: { title: 'Ours' } })`. It resolves to
 * the answer, and throws ProblemError, or what `fetch` throws.
 */
export function connect(options: ClientOptions): Client {
  const calls = Object.entries(addresses).map(([name, address]) => [
    name,
    (request: Fields = {}) => send(options, address, request),
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

type Fields = Record<string, unknown>

async function send(
  { url, key, fetch: own = fetch, timeoutMs = 30_000 }: ClientOptions,
  [method, path]: readonly [string, string],
  { body, ...fields }: Fields,
): Promise<unknown> {
  const query = new URLSearchParams()
  let rest = path
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const inPath = rest.replace(`{${name}}`, encodeURIComponent(String(value)))
    if (inPath === rest) query.set(name, String(value))
    rest = inPath
  }
  const search = query.size > 0 ? `?${query}` : ''
  const answer = await own(`${url.replace(/\/+$/, '')}${rest}${search}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'application/json, */*;q=0.1',
      ...(body !== undefined && {
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
      }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    // Following a redirect could carry the key to another server.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return read(answer)
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) throw new ProblemError((await answer.json()) as Problem)
  if (!answer.ok)
    throw new Error(`The service answered ${answer.status} ${answer.statusText}, without a problem.`)
  if (answer.status === 204) return null
  if (type.startsWith('application/json')) return answer.json()
  return type.startsWith('image/png') ? new Uint8Array(await answer.arrayBuffer()) : answer.text()
}
