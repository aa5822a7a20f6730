import {
  type Client,
  type ClientOptions,
  connect,
  ForeignAnswer,
  ProblemError,
  stream,
} from '../client/index.js'
import { readClientConfig } from '../config.js'
import { type Place, tellPlace } from '../imports/row-place.js'
import { CommandFailed } from './errors.js'

/** An import takes longest. */
const timeoutMs = 120_000

export type Environment = Record<string, string | undefined>

/**
 * The API of the service that the environment names. Every call throws CommandFailed where it
 * cannot give the answer. Throws InvalidConfig.
 */
export function apiClient(env: Environment): Client {
  const options = optionsOf(env)
  const calls = Object.entries(connect(options)).map(([name, call]) => [
    name,
    async (request?: object) => {
      try {
        return await (call as (request?: object) => Promise<unknown>)(request)
      } catch (error) {
        throw failure(options.url, error)
      }
    },
  ])
  return Object.fromEntries(calls) as Client
}

/** A file of any size, in pieces. Throws CommandFailed and InvalidConfig. */
export async function* pieces<N extends 'exportLinkClicks' | 'exportAll'>(
  env: Environment,
  name: N,
  request: Parameters<Client[N]>[0] & object,
): AsyncGenerator<string> {
  const options = optionsOf(env)
  let begun = false
  try {
    for await (const piece of stream(options, name, request as never)) {
      yield piece
      begun = true
    }
  } catch (error) {
    if (!begun) throw failure(options.url, error)
    throw new CommandFailed(`The answer of ${options.url} broke off (${reason(error)}).`, [], {
      cause: error,
    })
  }
}

function optionsOf(env: Environment): ClientOptions {
  return { ...readClientConfig(env), timeoutMs }
}

/** What to tell of what a call threw. */
function failure(url: string, error: unknown): CommandFailed {
  if (error instanceof ProblemError) return refusal(error)
  if (error instanceof ForeignAnswer) {
    return new CommandFailed(`${url}: ${error.message} Set FIVEHUNDRED_URL to the service's address.`)
  }
  const remedy = 'Is the service running there? Set FIVEHUNDRED_URL to its address.'
  return new CommandFailed(`Nothing answers at ${url} (${reason(error)}). ${remedy}`, [], { cause: error })
}

/** The system's code, such as ECONNREFUSED, which fetch hides in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.message
}

/** A field or a row, and what is wrong with it. */
interface RowTrouble extends Partial<Place> {
  slug?: string | null
  field?: string | null
  message: string
}

/** "url: is empty", "line 3: has a quote in the wrong place", "line 3, launch: url is empty". */
export function rowTrouble({ line, entry, slug, field, message }: RowTrouble): string {
  if (line === undefined) return `${field}: ${message}`
  const place = tellPlace(entry === undefined ? { line } : { line, entry }, slug)
  return `${place}: ${[field, message].filter(Boolean).join(' ')}`
}

/** A problem in its own words, with every field or line. */
function refusal(error: ProblemError): CommandFailed {
  const { problem } = error
  const { detail = problem.title, errors, clashes } = problem
  const details = [errors, clashes]
    .flatMap(found => (Array.isArray(found) ? (found as RowTrouble[]) : []))
    .map(rowTrouble)
  // The message of a validation error is the list of its fields in one line.
  const listed = details.length > 0 && detail === details.join('; ')
  return new CommandFailed(listed ? 'The service refuses the input:' : detail, details, { cause: error })
}
