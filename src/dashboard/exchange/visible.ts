import { readAccount } from '../../accounts/read.js'
import type { Account } from '../../accounts/view.js'
import type { ApiKey } from '../../auth/authenticate.js'
import type { Context } from '../../context.js'
import { AccountNotFound } from '../../errors.js'

/** The account of a handle, as far as the viewer may know of it: null for an unknown one, and for a stranger's a private one. */
export async function visibleAccount(
  ctx: Pick<Context, 'db'>,
  viewer: ApiKey | null,
  handle: string,
): Promise<Account | null> {
  try {
    const account = await readAccount(ctx, handle)
    return account.public || viewer !== null ? account : null
  } catch (error) {
    if (error instanceof AccountNotFound) return null
    throw error
  }
}
