import type { Config } from '../../config.js'
import type { Link } from '../../links/view.js'

/** There is one group, which everything belongs to; clients ask for it first. */
export const groupGuid = 'fivehundred'

/** A link as Bitly shows it. Nothing is archived here: archived links would go on working. */
export function bitlink(link: Link, { baseUrl }: Pick<Config, 'baseUrl'>) {
  return {
    created_at: bitlyTime(link.createdAt),
    id: `${new URL(baseUrl).host}/${link.slug}`,
    link: link.shortUrl,
    custom_bitlinks: [],
    long_url: link.url,
    ...(link.title !== null && { title: link.title }),
    archived: false,
    tags: link.tags,
    deeplinks: [],
    references: { group: `${baseUrl}/v4/groups/${groupGuid}` },
  }
}

/** "2026-01-31T12:00:00.000Z" → "2026-01-31T12:00:00+0000". */
export function bitlyTime(time: string | Date): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`
}
