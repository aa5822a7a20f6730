/** Who leads: whose followers clicked most, or who brought most people. */
export const favourSorts = ['per-follower', 'in-all'] as const
export type FavourSort = (typeof favourSorts)[number]

/** The address of a destination's results, at one of the parts of its page. */
export function destinationAddress(url: string, sort: FavourSort = 'per-follower', part = ''): string {
  const query = new URLSearchParams({ url, ...(sort === 'in-all' && { sort }) })
  return `/app/destinations?${query}${part && `#${part}`}`
}
