import { type AccountRow, findAccount } from '../../accounts/find.js'
import type { ApiKey } from '../../auth/authenticate.js'
import type { Context } from '../../context.js'
import { orNull } from '../../errors.js'

/**
 * The account with a handle, if the viewer may see it: null for an unknown one, and without a login
 * also for a private one.
 */
export async function visibleAccount(
  ctx: Pick<Context, 'access' | 'db'>,
  viewer: ApiKey | null,
  handle: string,
): Promise<AccountRow | null> {
  const account = await orNull(findAccount(ctx, handle))
  return account?.public || viewer !== null ? account : null
}
