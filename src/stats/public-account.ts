import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { type AccountInfluence, accountInfluence } from './account-influence.js'
import { type PublicTweet, publicTweets } from './public-tweets.js'

/** The public numbers of an account. */
export interface PublicAccount {
  name: string | null
  influence: AccountInfluence
  /** Those with a public link, the latest first. */
  tweets: PublicTweet[]
}

/** Reads an account's public numbers; null for a private one. */
export async function publicAccount(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  account: AccountRow,
): Promise<PublicAccount | null> {
  if (!account.public) return null
  const [influence, tweets] = await Promise.all([
    accountInfluence(ctx, account),
    publicTweets(ctx.db, account.id),
  ])
  return { name: account.name, influence, tweets }
}
