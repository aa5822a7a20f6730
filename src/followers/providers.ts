import { defaultPatience, type Patience } from './ask.js'
import { blueskyProvider } from './bluesky.js'
import { mastodonProvider } from './mastodon.js'
import type { FollowerProvider } from './provider.js'
import { xProvider } from './x.js'

/** What the environment decides about the providers. */
export interface ProviderSettings {
  x: { apiUrl: string; bearerToken: string | null; dailyBudget: number }
  bluesky: { apiUrl: string }
  mastodon: { apiUrl: string | null }
}

export interface Provider {
  name: 'manual' | 'x' | 'bluesky' | 'mastodon'
  /** Null if there is nobody to ask: counts are entered by hand, or credentials are missing. */
  ask: FollowerProvider | null
  /** Handles per request. */
  batch: number
  /** Accounts per day (UTC) that may be asked about; null if asking is free. */
  dailyBudget: number | null
  /** What the operator has to set before it can be asked; null if nothing is missing. */
  missing: string | null
}

/** All providers; each has the name of its network. */
export function followerProviders(
  { x, bluesky, mastodon }: ProviderSettings,
  patience: Patience = defaultPatience,
): Provider[] {
  const { bearerToken } = x
  const free = { dailyBudget: null, missing: null }
  return [
    { name: 'manual', ask: null, batch: 0, ...free },
    {
      name: 'x',
      ask: bearerToken === null ? null : xProvider({ ...x, bearerToken }, patience),
      batch: 100,
      dailyBudget: x.dailyBudget,
      missing: bearerToken === null ? 'X_BEARER_TOKEN' : null,
    },
    { name: 'bluesky', ask: blueskyProvider(bluesky, patience), batch: 25, ...free },
    { name: 'mastodon', ask: mastodonProvider(mastodon, patience), batch: 10, ...free },
  ]
}
