import { type Asked, ask, type Patience } from './ask.js'
import { counted, entries, type FollowerAnswer, type FollowerProvider, forAll, property } from './provider.js'

/**
 * X API v2, `GET /2/users/by`: at most 100 names, a bearer token, and a price for each user it
 * finds.
 */
export function xProvider(
  options: { apiUrl: string; bearerToken: string },
  patience: Patience,
): FollowerProvider {
  return async handles => {
    const url = new URL(`${options.apiUrl}/2/users/by`)
    url.searchParams.set('usernames', handles.map(nameOf).join(','))
    url.searchParams.set('user.fields', 'public_metrics')
    const headers = { authorization: `Bearer ${options.bearerToken}` }
    const asked = await ask({ url, headers }, patience)
    return asked.ok ? read(handles, asked) : forAll(handles, asked)
  }
}

const nameOf = (handle: string) => handle.slice(1)

/** Names that were not found are in `errors`. A renamed account is not found by its former name. */
function read(handles: string[], { json }: Asked): Map<string, FollowerAnswer> {
  const users = new Map(
    entries(property(json, 'data')).map(user => [lower(property(user, 'username')), user]),
  )
  const errors = new Map(
    entries(property(json, 'errors')).map(error => [lower(property(error, 'value')), error]),
  )
  return new Map(
    handles.map(handle => {
      const name = lower(nameOf(handle))
      const user = users.get(name)
      if (user !== undefined) {
        return [handle, counted(property(property(user, 'public_metrics'), 'followers_count'))]
      }
      return [handle, readError(errors.get(name))]
    }),
  )
}

function readError(error: unknown): FollowerAnswer {
  const detail = property(error, 'detail')
  if (typeof detail !== 'string') return { problem: 'unreadable', detail: 'X did not mention the account.' }
  if (/suspended/i.test(detail)) return { problem: 'suspended', detail }
  const notFound = /resource-not-found$/.test(String(property(error, 'type')))
  return { problem: notFound ? 'not-found' : 'refused', detail }
}

const lower = (text: unknown) => String(text).toLowerCase()
