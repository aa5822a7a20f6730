import type { FavourSort } from '../../stats/destination.js'

/** The address of a destination's results, at one of the parts of its page. */
export function destinationAddress(url: string, sort: FavourSort = 'influence', part = ''): string {
  const query = new URLSearchParams({ url, ...(sort !== 'influence' && { sort }) })
  return `/app/destinations?${query}${part && `#${part}`}`
}
