import type { FastifyRequest } from 'fastify'
import { lockAccount } from '../accounts/find.js'
import { lockList } from '../accounts/lists/find.js'
import { viewList } from '../accounts/lists/view.js'
import { viewAccount } from '../accounts/view.js'
import type { Access } from '../auth/access.js'
import { findKeyInfo, keyId, lockKey } from '../auth/keys.js'
import type { Unasked } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { lockCounting } from '../db/locks.js'
import { PreconditionFailed } from '../errors.js'
import { lockLink, readLink } from '../links/find.js'
import { asked } from './asked.js'
import { versionOf } from './entity-tags.js'
import { showKey } from './key-schemas.js'

type Changing = Pick<Unasked, 'db' | 'config'>
type Held = Changing & { access: Access }

/**
 * What a request may change things with. With an If-Match, each of its transactions begins by
 * locking the thing that the address names, and throws PreconditionFailed if that has none of the
 * versions named.
 */
export function changing<Known extends Changing>(
  known: Known,
  request: Pick<FastifyRequest, 'apiKey' | 'headers' | 'params'>,
): Known & { access: Access } {
  const ctx = asked(known, request)
  const wanted = request.headers['if-match']
  if (wanted === undefined) return ctx
  const guarded: Unasked['db']['transaction'] = (work, config) =>
    ctx.db.transaction(async tx => {
      const thing = await present(ctx, tx, request.params as Params)
      const version = versionOf(thing)
      if (!names(wanted, version)) throw new PreconditionFailed({ version, present: thing })
      return work(tx)
    }, config)
  return { ...ctx, db: Object.assign(Object.create(ctx.db), { transaction: guarded }) }
}

type Params = Record<'slug' | 'name' | 'handle' | 'id', string | undefined>

/** The thing, locked; an account on a list is changed with the list. */
async function present(
  { config, access }: Held,
  tx: Queryable,
  { slug, name, handle, id }: Params,
): Promise<object> {
  if (slug !== undefined) {
    // The change may need it, and takes it before it locks the link.
    await lockCounting(tx, 'exclusive')
    await lockLink(tx, access, slug)
    // Read only now: what changed while this waited for the lock is part of its version.
    return readLink({ db: tx as Unasked['db'], config, access }, slug)
  }
  if (id !== undefined) {
    await lockKey(tx, keyId(id))
    return showKey(await findKeyInfo(tx, keyId(id)))
  }
  if (name !== undefined) return viewList({ db: tx, access }, await lockList(tx, access, name))
  return viewAccount(tx, await lockAccount(tx, access, handle ?? ''))
}

/** Whether a header names a version, alone or in a tag of ours. A weak tag never matches. */
function names(header: string, version: string): boolean {
  return header.split(',').some(part => {
    const tag = part.trim()
    return tag === '*' || /^"([\w-]+)(?:\.[\w-]+)?"$/.exec(tag)?.[1] === version
  })
}
