import { findAccount } from '../../accounts/find.js'
import { accountHandles } from '../../accounts/handles.js'
import type { Context } from '../../context.js'
import { orNull } from '../../errors.js'
import { findLink } from '../../links/find.js'
import { listLinks } from '../../links/list.js'

/** What a badge is about: a slug, or a handle with its @. */
export interface Subject {
  name: string
  public: boolean
}

/** The link or account with that name; null if there is none. */
export async function findSubject(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  name: string,
): Promise<Subject | null> {
  if (name.startsWith('@')) {
    const account = await orNull(findAccount(ctx, name))
    return account && { name: account.handle, public: account.public }
  }
  const row = await orNull(findLink(ctx, name))
  return row && { name: row.link.slug, public: row.link.public }
}

const mostOffered = 100

/** Names to choose from: accounts, then the latest links. */
export async function offerSubjects(ctx: Pick<Context, 'access' | 'db' | 'config'>): Promise<string[]> {
  const [handles, links] = await Promise.all([
    accountHandles(ctx, { publicOnly: false, limit: mostOffered }),
    listLinks(ctx, { sort: 'newest', limit: mostOffered }),
  ])
  return [...handles, ...links.items.map(({ slug }) => slug)]
}
