import { mostFollowers } from '../typed/whole-number.js'

/** Why a network gave no count. */
export type ProviderProblem =
  /** Nobody has the handle: it never existed, is gone, or was renamed. */
  | 'not-found'
  | 'suspended'
  /** The account says that it has moved to another handle. */
  | 'moved'
  /** The network does not accept our credentials, or wants some. */
  | 'refused'
  | 'rate-limited'
  /** No answer, a failure of the network, or too long an answer. */
  | 'unavailable'
  /** An answer, but not as the network documents it. */
  | 'unreadable'

export type FollowerAnswer =
  | { followers: number }
  | { problem: ProviderProblem; detail: string; retryAfterSeconds?: number }

/**
 * Takes handles (with leading @, at most the provider's `batch`) and returns an answer for each.
 * Never rejects.
 */
export type FollowerProvider = (handles: string[]) => Promise<Map<string, FollowerAnswer>>

/** The count in a network's answer. */
export function counted(found: unknown): FollowerAnswer {
  if (typeof found === 'number' && Number.isInteger(found) && found >= 0 && found <= mostFollowers) {
    return { followers: found }
  }
  return { problem: 'unreadable', detail: 'The answer has no follower count.' }
}

/** The same answer for all. */
export function forAll(handles: string[], answer: FollowerAnswer): Map<string, FollowerAnswer> {
  return new Map(handles.map(handle => [handle, answer]))
}

/** A property of untrusted data. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** The entries of an untrusted list. */
export function entries(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
