import type { Include } from '../parts/reported.js'

/**
 * What the exchange page shows: two accounts, or one account against all others or those on a list.
 */
export interface Pair {
  from: string
  to?: string | undefined
  list?: string | undefined
  /** What networks report comes with it. */
  include?: Include
}

/** The page's path, with readable handles. */
export function pathOf({ from, to, list, include }: Pair, cursor: string | null = null): string {
  const query = new URLSearchParams({
    from,
    ...(to !== undefined && { to }),
    ...(list !== undefined && { list }),
    ...(include !== undefined && { include }),
    ...(cursor !== null && { cursor }),
  })
  return `/exchange?${query}`.replaceAll('%40', '@')
}
