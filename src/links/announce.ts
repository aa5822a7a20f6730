import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'

/**
 * The PostgreSQL channel that announces to all nodes which link was created or changed; the payload
 * is its slug.
 */
export const linkChannel = 'fivehundred_links'

/**
 * Tells every node's cache that a link was created or changed; sent when the transaction commits.
 */
export async function announceLink(tx: Queryable, slug: string): Promise<void> {
  await announceLinks(tx, [slug])
}

/** The same for many links at once. */
export async function announceLinks(tx: Queryable, slugs: string[]): Promise<void> {
  await tx.execute(sql`
    select pg_notify(${linkChannel}, value) from jsonb_array_elements_text(${JSON.stringify(slugs)}::text::jsonb)`)
}
