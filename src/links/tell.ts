import type { Queryable } from '../db/connect.js'
import { tell } from '../webhooks/tell.js'
import type { Link } from './view.js'

/** Tells the webhooks of links, as the API shows them, in the transaction that changed them. */
export async function tellLinks(
  tx: Queryable,
  type: 'link.created' | 'tweet.attached',
  now: Date,
  all: { id: number; link: Link }[],
): Promise<void> {
  await tell(
    tx,
    type,
    now,
    all.map(({ id, link }) => ({ linkId: id, data: { link } })),
  )
}
