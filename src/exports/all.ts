import { accountsExport } from './accounts.js'
import { clicksExport } from './clicks.js'
import type { Export } from './export.js'
import { followersExport } from './followers.js'
import { linksExport } from './links.js'
import { tweetsExport } from './tweets.js'

/** Everything there is to take along, by its name. */
export const allExports = {
  links: linksExport,
  tweets: tweetsExport,
  accounts: accountsExport,
  followers: followersExport,
  clicks: clicksExport,
} as const satisfies Record<string, Export>

export type ExportName = keyof typeof allExports
export const exportNames = Object.keys(allExports) as ExportName[]
