import { readClientConfig } from '../config.js'
import { CommandFailed } from './errors.js'

/** An import takes longest. */
const timeoutMs = 120_000

export interface ApiClient {
  /**
   * Calls the API. `path` follows its base. With a `body` it is a POST unless `method` says
   * otherwise; the body is JSON, or a file as it is. Resolves to the answer's JSON, which we
   * trust to match `api.md`. Throws CommandFailed for everything else.
   */
  ask<Answer>(path: string, body?: object, method?: string): Promise<Answer>
}

/** The API of the service that the environment names. Throws InvalidConfig. */
export function apiClient(env: Record<string, string | undefined>): ApiClient {
  const { url, key } = readClientConfig(env)
  return {
    async ask<Answer>(path: string, body?: object, method = body ? 'POST' : 'GET') {
      const { response, text } = await send(url, { path, method, body }, key)
      const answer = parse(text)
      if (response.ok && answer !== null) return answer as Answer
      throw failure(url, response, answer)
    },
  }
}

async function send(
  url: string,
  { path, method, body }: { path: string; method: string; body: object | undefined },
  key: string,
) {
  try {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        ...(body && { 'content-type': body instanceof Blob ? body.type : 'application/json' }),
      },
      ...(body && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      // Following a redirect could carry the key to another server.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { response, text: await response.text() }
  } catch (error) {
    const remedy = 'Is the service running there? Set FIVEHUNDRED_URL to its address.'
    throw new CommandFailed(`Nothing answers at ${url} (${reason(error)}). ${remedy}`, [], { cause: error })
  }
}

/** The system's code, such as ECONNREFUSED, which fetch hides in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.message
}

/** The object in the text, or null. */
function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}

/** A field or a row, and what is wrong with it. */
export interface RowTrouble {
  line?: number
  slug?: string | null
  field?: string | null
  message: string
}

/** "url: is empty", "line 3: has a quote in the wrong place", "line 3, launch: url is empty". */
export function rowTrouble({ line, slug, field, message }: RowTrouble): string {
  if (line === undefined) return `${field}: ${message}`
  const place = [`line ${line}`, slug].filter(Boolean).join(', ')
  return `${place}: ${[field, message].filter(Boolean).join(' ')}`
}

/** A problem+json answer in its own words. Anything else comes from another kind of server. */
function failure(url: string, response: Response, answer: Record<string, unknown> | null): CommandFailed {
  const message = answer?.detail ?? answer?.title
  if (response.ok || typeof message !== 'string') {
    const status = `${response.status} ${response.statusText}`.trim()
    return new CommandFailed(
      `${url} answered ${status}, but not as Fivehundred does. Set FIVEHUNDRED_URL to the service's address.`,
    )
  }
  const details = [answer?.errors, answer?.clashes]
    .flatMap(found => (Array.isArray(found) ? (found as RowTrouble[]) : []))
    .map(rowTrouble)
  // The message of a validation error is the list of its fields in one line.
  const listed = details.length > 0 && message === details.join('; ')
  return new CommandFailed(listed ? 'The service refuses the input:' : message, details)
}
