import type { LookAgain } from '../../api/look-again.js'
import type { CountMiss } from '../../api/misses.js'
import type { Context } from '../../context.js'
import type { AssetAddresses } from '../assets.js'
import type { PublicReports } from './reports.js'

/** What the public pages need to do their work. */
export interface PublicContext extends Pick<Context, 'config' | 'log' | 'now' | 'reservedSlugs'> {
  assets: AssetAddresses
  reports: PublicReports
  /** Used for a name that shows nothing. */
  countMiss: CountMiss
  lookAgain: LookAgain
}
