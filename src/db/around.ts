import { codes, describe, hasCode } from './errors.js'

export interface Failed<T> {
  item: T
  error: unknown
}

/**
 * Works on all items at once. If that fails, it splits them in halves until the items at fault are
 * alone, so that they never stop the others, and returns those. `isTheirs` decides whether the
 * items caused an error; by default every error that will not pass counts as theirs. Any other
 * error is thrown.
 */
export async function workAround<T>(
  items: readonly T[],
  work: (some: readonly T[]) => Promise<void>,
  isTheirs: (error: unknown) => boolean = error => !hasCode(error, codes.passing),
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
 * Ends a job that has done all it could. Throws an error that names what is left, if anything is.
 */
export function tellFailed(what: string, failed: Failed<unknown>[]): void {
  const [first] = failed
  if (first === undefined) return
  const names = failed.slice(0, 10).map(({ item }) => String(item))
  throw new Error(
    `${failed.length} ${what} could not be done (${names.join(', ')}${failed.length > 10 ? ', …' : ''}): ${describe(first.error)}`,
  )
}
