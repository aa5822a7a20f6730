import { parseHandle } from '../accounts/handle.js'
import type { NewLink } from '../links/wish.js'
import { countIn, isSet, textIn, timeIn, type Values } from './values.js'

/** What only links of this service have, of a row that it exported itself. */
export function ownFields(values: Values): Partial<NewLink> {
  const account = parseHandle(textIn(values, ['account']))
  const [notes, externalId, from] = ['notes', 'externalid', 'importedfrom'].map(name =>
    textIn(values, [name]),
  )
  const since = timeIn(values, ['countedsince'])
  const [maxClicks, clicks] = ['maxclicks', 'importedclicks'].map(name => countIn(values, [name]))
  return {
    ...(account !== null && { account }),
    ...(notes && { notes }),
    ...(externalId && { externalId }),
    ...(typeof maxClicks === 'number' && maxClicks > 0 && { maxClicks }),
    enabled: !values.has('enabled') || isSet(values, ['enabled']),
    public: isSet(values, ['public']),
    forwardQuery: isSet(values, ['forwardquery']),
    imported: {
      ...{ from: from || null, clicks: typeof clicks === 'number' ? clicks : null },
      ...(hasNoHits(values) && { since: since instanceof Date ? since : null }),
    },
  }
}

/** A link without hits is complete; older exports do not tell since when its hits are. */
function hasNoHits(values: Values): boolean {
  const counts = ['clicks', 'excluded'].map(name => countIn(values, [name]))
  return values.has('countedsince') && counts.every(count => count === 0)
}

/** Without the apostrophes that keep a spreadsheet from taking a cell for a formula. */
export function undefused(values: Values): Values {
  return new Map(
    [...values].map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/^'(?='*[=+\-@\t\r])/, '') : value,
    ]),
  )
}
