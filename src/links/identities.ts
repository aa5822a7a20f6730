import { and, inArray } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { slices } from '../typed/slices.js'
import type { StoredLink } from './find.js'

/** What tells a link from another one with its name, now or elsewhere. */
export type LinkIdentity = Pick<StoredLink, 'id' | 'createdAt'>

const rowsAtOnce = 500

/** The links with these slugs that are seen, deleted ones too, because their numbers stay. */
export async function linkIdentities(
  { access, db }: Pick<Context, 'access' | 'db'>,
  slugs: readonly string[],
): Promise<Map<string, LinkIdentity>> {
  const found = new Map<string, LinkIdentity>()
  for (const some of slices(slugs, rowsAtOnce)) {
    const rows = await db
      .select({ slug: links.slug, id: links.id, createdAt: links.createdAt })
      .from(links)
      .where(and(inArray(links.slug, some), seesLink(access)))
    for (const { slug, ...link } of rows) found.set(slug, link)
  }
  return found
}
