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

/**
 * Names to choose from: those that are public and so have a badge, then the others; of each, the
 * accounts before the latest links.
 */
export async function offerSubjects(ctx: Pick<Context, 'access' | 'db' | 'config'>): Promise<string[]> {
  const [shown, handles, { items }] = await Promise.all([
    accountHandles(ctx, { publicOnly: true, limit: mostOffered }),
    accountHandles(ctx, { publicOnly: false, limit: mostOffered }),
    listLinks(ctx, { sort: 'newest', limit: mostOffered }),
  ])
  const shownLinks = items.filter(link => link.public)
  return [...new Set([...shown, ...slugsOf(shownLinks), ...handles, ...slugsOf(items)])]
}

function slugsOf(links: readonly { slug: string }[]): string[] {
  return links.map(({ slug }) => slug)
}
