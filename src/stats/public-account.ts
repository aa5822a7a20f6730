import { type AccountRow, findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { AccountNotFound } from '../errors.js'
import { type AccountInfluence, accountInfluence } from './account-influence.js'
import { type PublicTweet, publicTweets } from './public-tweets.js'

/** What an account shows to everybody. */
export interface PublicAccount {
  name: string | null
  influence: AccountInfluence
  /** Those with a public link, the latest first. */
  tweets: PublicTweet[]
}

/** The public numbers of an account, by its handle or a former one; null for what is unknown or private. */
export async function publicAccount(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  handle: string,
): Promise<PublicAccount | null> {
  const account = await findIfAny(ctx, handle)
  if (account === null || !account.public) return null
  const [influence, tweets] = await Promise.all([
    accountInfluence(ctx, account.handle),
    publicTweets(ctx.db, account.id),
  ])
  return { name: account.name, influence, tweets }
}

async function findIfAny({ db }: Pick<Context, 'db'>, handle: string): Promise<AccountRow | null> {
  try {
    return await findAccount(db, handle)
  } catch (error) {
    if (error instanceof AccountNotFound) return null
    throw error
  }
}
