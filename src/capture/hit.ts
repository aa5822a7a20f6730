import type { IncomingMessage } from 'node:http'
import type { HitRecord } from '../journal/record.js'
import type { CachedLink } from '../links/load.js'
import { readAddress } from './address.js'
import type { FindFacts } from './address-facts.js'
import { readHints } from './hints.js'
import { hitId } from './hit-id.js'
import type { Origin } from './origin.js'
import { plainText } from './plain-text.js'
import { cleanReferrer } from './referrer.js'
import { visitorOf } from './visitor.js'

/**
 * The record of a request for a link. The address is used for the visitor's hash, the country, and
 * whether it is a data centre's, and for nothing else.
 */
export function recordHit(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  origin: Origin,
  link: CachedLink,
  at: Date,
  findFacts: FindFacts,
): HitRecord {
  const address = readAddress(origin.address)
  const { country, dataCentre } = findFacts(address)
  const userAgent = request.headers['user-agent']
  const hints = readHints(request, origin.secure)
  if (dataCentre) hints.dataCentre = true
  return {
    id: hitId(at.getTime()),
    linkId: link.id,
    linkIdentity: link.identity,
    at: at.getTime(),
    visitor: visitorOf(link.visitorSalt, address.network, userAgent ?? ''),
    country,
    referrer: cleanReferrer(request.headers.referer),
    userAgent: plainText(userAgent, 1_024),
    hints,
  }
}
