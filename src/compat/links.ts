import type { Static } from 'typebox'
import { bodyChecker } from '../api/check-body.js'
import { formatChecks } from '../api/formats.js'
import { LinkChangesBody, NewLinkBody, readLinkChanges, readNewLink } from '../api/link-bodies.js'
import { TagChangesBody } from '../api/tags.js'
import type { Context, Unasked } from '../context.js'
import { InvalidInput, orNull } from '../errors.js'
import { changeLink } from '../links/change.js'
import { readLink } from '../links/find.js'
import { type Issued, issueLink } from '../links/issue.js'
import { removeLink } from '../links/remove.js'
import { readShortAddress } from '../links/short-address.js'
import { removeTag, renameTag } from '../links/tags.js'
import { isThisService } from '../links/this-service.js'
import type { Link } from '../links/view.js'
import { parseUrl } from '../typed/parse-url.js'
import { trim } from '../typed/trim.js'

/** The target is an address of this service: other services have an error of its own for that. */
export class OwnAddress extends InvalidInput {
  constructor() {
    super([{ field: 'url', message: 'must not lead to this service itself' }])
  }
}

export type NewFields = Static<typeof NewLinkBody>
export type ChangedFields = Static<typeof LinkChangesBody>

/** Makes, changes and deletes links as our own API does, with the same checks. */
export interface Links {
  make(fields: NewFields): Promise<Issued>
  /** Without any fields, the link as it is. */
  change(slug: string, fields: ChangedFields): Promise<Link>
  remove(slug: string): Promise<void>
  /** Throws TagNotFound, and TagExists if a link has the new one. */
  renameTag(from: string, to: string): Promise<void>
  /** Where no link has one of them, that is fine. */
  removeTags(tags: string[]): Promise<void>
}

/** The same for everybody who asks, with what they see. */
export type LinksOf = (ctx: Context) => Links

export function openLinks(known: Unasked): LinksOf {
  const check = bodyChecker(formatChecks(known))
  const refuseOwn = (url = '') => {
    const target = parseUrl(trim(url))
    if (target !== null && isThisService(target, known.config)) throw new OwnAddress()
  }
  return ctx => ({
    async make(fields) {
      refuseOwn(fields.url)
      return issueLink(ctx, readNewLink(check(NewLinkBody, fields)))
    },
    async change(slug, fields) {
      if (Object.keys(fields).length === 0) return readLink(ctx, slug)
      refuseOwn(fields.url)
      return changeLink(ctx, slug, readLinkChanges(check(LinkChangesBody, fields)))
    },
    remove: slug => removeLink(ctx, slug),
    async renameTag(from, to) {
      await renameTag(ctx, from, check(TagChangesBody, { tag: to }))
    },
    async removeTags(tags) {
      for (const tag of tags) await orNull(removeTag(ctx, tag))
    },
  })
}

/** The slug in how other services name a link: `host/slug` of any host, an address, or the slug. */
export function slugOf(id: string): string {
  return readShortAddress(id)?.slug ?? id
}
