import type { LookupFunction } from 'node:net'
import { ask, type Patience } from './ask.js'
import { counted, type FollowerAnswer, type FollowerProvider, property } from './provider.js'
import { publicLookup } from './public-lookup.js'

/**
 * `/api/v1/accounts/lookup` of the account's own server, one account at a time. Strangers choose
 * the server, so it must be a public host with HTTPS, unless the operator has set one address for
 * all (`apiUrl`).
 */
export function mastodonProvider(
  { apiUrl, lookup = publicLookup }: { apiUrl: string | null; lookup?: LookupFunction },
  patience: Patience,
): FollowerProvider {
  const one = async (handle: string): Promise<FollowerAnswer> => {
    const [, name = '', server = ''] = handle.split('@')
    const url = new URL(`${apiUrl ?? `https://${server}`}/api/v1/accounts/lookup`)
    url.searchParams.set('acct', name)
    const asked = await ask({ url, ...(apiUrl === null && { lookup }) }, patience)
    if (!asked.ok) return asked
    if (property(asked.json, 'suspended') === true) {
      return { problem: 'suspended', detail: `${server} has suspended ${handle}.` }
    }
    const moved = property(asked.json, 'moved')
    if (typeof moved === 'object' && moved !== null) {
      return { problem: 'moved', detail: `${handle} has moved to @${property(moved, 'acct')}.` }
    }
    return counted(property(asked.json, 'followers_count'))
  }
  return async handles =>
    new Map(await Promise.all(handles.map(async handle => [handle, await one(handle)] as const)))
}
