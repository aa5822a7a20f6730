import { domainToASCII } from 'node:url'
import { ask, type Patience } from './ask.js'
import { counted, entries, type FollowerAnswer, type FollowerProvider, forAll, property } from './provider.js'

/**
 * Bluesky's public AppView, `app.bsky.actor.getProfiles`: at most 25 actors, without credentials.
 */
export function blueskyProvider({ apiUrl }: { apiUrl: string }, patience: Patience): FollowerProvider {
  const provider: FollowerProvider = async handles => {
    const url = new URL(`${apiUrl}/xrpc/app.bsky.actor.getProfiles`)
    for (const handle of handles) url.searchParams.append('actors', nameOf(handle))
    const asked = await ask({ url }, patience)
    if (asked.ok) return read(handles, asked.json)
    if (asked.status !== 400) return forAll(handles, asked)
    // One bad handle makes it refuse all of them, so we split the list in halves to find it.
    const half = Math.ceil(handles.length / 2)
    if (handles.length > 1) {
      return new Map([...(await provider(handles.slice(0, half))), ...(await provider(handles.slice(half)))])
    }
    const detail = property(asked.json, 'message')
    return forAll(handles, {
      problem: 'not-found',
      detail: typeof detail === 'string' ? detail : asked.detail,
    })
  }
  return provider
}

/** Bluesky only knows international domains in ASCII. */
const nameOf = (handle: string) => handle.slice(1).replace(/^.*[\u0080-\uffff].*$/, domainToASCII)

/** The answer leaves out accounts that do not exist, were renamed or were taken down. */
function read(handles: string[], json: unknown): Map<string, FollowerAnswer> {
  const found = property(json, 'profiles')
  if (!Array.isArray(found)) return forAll(handles, counted(undefined))
  const profiles = new Map(
    entries(found).map(profile => [String(property(profile, 'handle')).toLowerCase(), profile]),
  )
  return new Map(
    handles.map(handle => {
      const profile = profiles.get(nameOf(handle).toLowerCase())
      if (profile !== undefined) return [handle, counted(property(profile, 'followersCount'))]
      return [handle, { problem: 'not-found', detail: `Bluesky has no profile of ${handle}.` }]
    }),
  )
}
