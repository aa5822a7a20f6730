import { setTimeout as pause } from 'node:timers/promises'
import { type Get, httpGet, type Reply } from './http-get.js'
import type { ProviderProblem } from './provider.js'

/** How patient we are with a provider. */
export interface Patience {
  /** Number of tries. */
  attempts: number
  /** Milliseconds before the second try; doubled for each further try. */
  backoffMs: number
  /** Milliseconds that one try may take, from the connection to the last byte. */
  timeoutMs: number
  /**
   * Longest wait in milliseconds that a network may demand before the next try. If it demands more,
   * there is no further try.
   */
  longestWaitMs: number
  /** Maximum size of an answer in bytes. */
  maxBytes: number
}

export const defaultPatience: Patience = {
  attempts: 3,
  backoffMs: 500,
  timeoutMs: 5_000,
  longestWaitMs: 3_000,
  maxBytes: 1024 * 1024,
}

/** JSON of a network, or what came instead. `status` is null if no answer came at all. */
export type Asked =
  | { ok: true; json: unknown }
  | {
      ok: false
      status: number | null
      problem: ProviderProblem
      detail: string
      json: unknown
      retryAfterSeconds?: number
    }

/**
 * Asks a network, and retries temporary failures (429, 5xx, no answer) after the wait that it
 * demands, or a growing wait of our own. Never rejects.
 */
export async function ask(request: Get, patience: Patience): Promise<Asked> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(request, patience)
    if (outcome.ok || !isPassing(outcome) || attempt >= patience.attempts) return outcome
    const demandedMs = (outcome.retryAfterSeconds ?? 0) * 1000
    if (demandedMs > patience.longestWaitMs) return outcome
    // Random, so that many nodes do not retry at the same moment.
    const ownMs = patience.backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random())
    await pause(Math.max(demandedMs, ownMs))
  }
}

function isPassing({ problem }: { problem: ProviderProblem }): boolean {
  return problem === 'rate-limited' || problem === 'unavailable'
}

async function tryOnce(request: Get, patience: Patience): Promise<Asked> {
  const host = request.url.host
  try {
    return judge(await httpGet(request, patience), host)
  } catch (error) {
    const detail = `${host} gave no answer: ${error instanceof Error ? error.message : error}`
    return { ok: false, status: null, problem: 'unavailable', detail, json: null }
  }
}

function judge(reply: Reply, host: string): Asked {
  const { status } = reply
  const json = parse(reply.text)
  if (status === 200 && json !== undefined) return { ok: true, json }
  const failed = (problem: ProviderProblem, detail: string): Asked => {
    const seconds = problem === 'rate-limited' || status === 503 ? retryAfter(reply.headers) : undefined
    const wait = seconds === undefined ? {} : { retryAfterSeconds: seconds }
    return { ok: false, status, problem, detail, json: json ?? null, ...wait }
  }
  if (status === 200) return failed('unreadable', `${host} answered no JSON.`)
  if (status === 429) return failed('rate-limited', `${host} asks us to wait.`)
  if (status >= 500) return failed('unavailable', `${host} answered ${status}.`)
  if (status === 401 || status === 403) return failed('refused', `${host} answered ${status}.`)
  if (status === 404 || status === 410) return failed('not-found', `${host} answered ${status}.`)
  return failed('unreadable', `${host} answered ${status}.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Seconds until a network may be asked again: Retry-After in seconds or as a date, else its reset
 * header, in seconds since the epoch (X, Bluesky) or as a time (Mastodon).
 */
function retryAfter(headers: Reply['headers']): number | undefined {
  const after = headers['retry-after']
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after)
  const reset =
    after ?? headers['x-rate-limit-reset'] ?? headers['ratelimit-reset'] ?? headers['x-ratelimit-reset']
  if (reset === undefined) return undefined
  // A server tells a real time, so it is compared with the machine's.
  const at = /^\d{1,12}$/.test(reset) ? Number(reset) * 1000 : Date.parse(reset)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}
