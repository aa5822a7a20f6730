import { rootCause } from '../errors.js'

export interface Failed<T> {
  item: T
  error: unknown
}

/**
 * SQLSTATE classes of what passes by itself: no connection (08), an aborted transaction (25),
 * deadlocks (40), no disk or memory (53), locks (55), a restart or a timeout (57), the system (58);
 * and codes of the driver and the system.
 */
const passing = /^(?:08|25|40|53|55|57|58|CONNECT|E[A-Z]+$)/

/**
 * Works on items all at once. Where that fails, it is tried by halves until those stand alone that
 * it fails for, so that they never stop the others; returns them. `isTheirs` tells whether an error
 * lies in the items, by default whether it will not pass; any other error is thrown.
 */
export async function workAround<T>(
  items: readonly T[],
  work: (some: readonly T[]) => Promise<void>,
  isTheirs: (error: unknown) => boolean = error => !passing.test(codeOf(error) ?? ''),
): Promise<Failed<T>[]> {
  const [only] = items
  if (only === undefined) return []
  try {
    await work(items)
    return []
  } catch (error) {
    if (!isTheirs(error)) throw error
    if (items.length === 1) return [{ item: only, error }]
  }
  const middle = items.length >> 1
  const before = await workAround(items.slice(0, middle), work, isTheirs)
  return [...before, ...(await workAround(items.slice(middle), work, isTheirs))]
}

/**
 * Ends a job that has done all it could: throws an error that names what is left, unless that is
 * nothing.
 */
export function tellFailed(what: string, failed: Failed<unknown>[]): void {
  const [first] = failed
  if (first === undefined) return
  const names = failed.slice(0, 10).map(({ item }) => String(item))
  throw new Error(
    `${failed.length} ${what} could not be done (${names.join(', ')}${failed.length > 10 ? ', …' : ''}): ${describe(first.error)}`,
  )
}

/** The SQLSTATE of an error, or the code of the driver or the system. */
export function codeOf(error: unknown): string | undefined {
  const { code } = innermost(error) as Error & { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/**
 * What to show a person: the innermost message, with its code where it has one. Holds no data of a
 * record.
 */
export function describe(error: unknown): string {
  const code = codeOf(error)
  const { message } = innermost(error)
  return code === undefined || message.includes(code) ? message : `${message} (${code})`
}

/** Drizzle wraps the driver's error, and its own message shows the query with its parameters. */
function innermost(error: unknown): Error {
  const cause = rootCause(error)
  return cause instanceof Error ? cause : new Error(String(cause))
}
