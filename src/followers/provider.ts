/** Why a network gave no count. */
export type ProviderProblem =
  /** Nobody has the handle: it never existed, is gone, or was renamed. */
  | 'not-found'
  | 'suspended'
  /** The account says that it lives under another handle now. */
  | 'moved'
  /** The network wants other credentials, or none of ours. */
  | 'refused'
  | 'rate-limited'
  /** No answer, a failure of the network, or more than an answer may be long. */
  | 'unavailable'
  /** An answer, but not as the network documents it. */
  | 'unreadable'

export type FollowerAnswer =
  | { followers: number }
  | { problem: ProviderProblem; detail: string; retryAfterSeconds?: number }

/**
 * Handles in (with their leading @, as many as the provider's `batch`), an answer for each out.
 * Never rejects.
 */
export type FollowerProvider = (handles: string[]) => Promise<Map<string, FollowerAnswer>>

const mostFollowers = 2_000_000_000

/** The count of a network's answer. */
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

/** A property of something that strangers sent. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** The entries of a list that strangers sent. */
export function entries(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
