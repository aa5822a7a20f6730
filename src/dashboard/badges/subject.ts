import { listAccounts } from '../../accounts/list.js'
import { readAccount } from '../../accounts/read.js'
import type { Context } from '../../context.js'
import { AccountNotFound, LinkGone, LinkNotFound } from '../../errors.js'
import { findLink } from '../../links/find.js'
import { listLinks } from '../../links/list.js'

/** What a badge is of: a slug, or a handle with its @. */
export interface Subject {
  name: string
  public: boolean
}

/** The link or account of that name; null where there is none. */
export async function findSubject(
  ctx: Pick<Context, 'db' | 'config'>,
  name: string,
): Promise<Subject | null> {
  try {
    if (name.startsWith('@')) {
      const account = await readAccount(ctx, name)
      return { name: account.handle, public: account.public }
    }
    const link = await findLink(ctx, name)
    return { name: link.slug, public: link.public }
  } catch (error) {
    if (error instanceof AccountNotFound || error instanceof LinkNotFound || error instanceof LinkGone)
      return null
    throw error
  }
}

const mostOffered = 100

/** Names to choose from: accounts, then the latest links. */
export async function offerSubjects(ctx: Pick<Context, 'db' | 'config'>): Promise<string[]> {
  const [{ accounts }, { links }] = await Promise.all([
    listAccounts(ctx, { limit: mostOffered }),
    listLinks(ctx, { sort: 'newest', limit: mostOffered }),
  ])
  return [...accounts.map(({ handle }) => handle), ...links.map(({ slug }) => slug)]
}
