import type { Context } from '../context.js'
import { findAccount } from './find.js'
import { type Account, viewAccount } from './view.js'

/** Throws AccountNotFound. */
export async function readAccount(ctx: Pick<Context, 'access' | 'db'>, handle: string): Promise<Account> {
  return viewAccount(ctx.db, await findAccount(ctx, handle))
}
