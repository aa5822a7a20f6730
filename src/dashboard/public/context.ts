import type { Context } from '../../context.js'
import type { AssetAddresses } from '../assets.js'
import type { PublicReports } from './reports.js'

/** What the pages for everybody are built from. */
export interface PublicContext extends Pick<Context, 'config' | 'log' | 'now'> {
  assets: AssetAddresses
  reports: PublicReports
}
