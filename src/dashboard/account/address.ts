/** What an account's page shows, all of it taken from the address. */
export interface AccountQuery {
  window?: string
  sort?: string
  /** Cursors of its two lists. */
  tweets?: string
  followers?: string
}

/** The path of an account's page, or of a page below it. */
export function accountPath(handle: string, ...below: string[]): string {
  return ['/app/accounts', encodeURIComponent(handle).replaceAll('%40', '@'), ...below].join('/')
}

/** The address of an account's page, at one of its parts. */
export function accountAddress(handle: string, query: AccountQuery, part: string): string {
  const search = new URLSearchParams(Object.entries(query)).toString()
  return `${accountPath(handle)}${search && `?${search}`}#${part}`
}
