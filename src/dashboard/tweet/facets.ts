import type { FilterName } from '../../stats/filter.js'
import type { LinkStats } from '../../stats/link-stats.js'
import { countryIcon, countryName, deviceIcon, deviceName, plainName, sourceName } from '../parts/names.js'

/** How a breakdown is shown. */
interface FacetWords {
  title: string
  /** What one value is. */
  what: string
  label: (value: string) => string
  icon?: (value: string) => string
  of: keyof Pick<LinkStats, 'sources' | 'referrers' | 'countries' | 'browsers' | 'systems' | 'devices'>
}

export const facets: Readonly<Record<FilterName, FacetWords>> = {
  source: { title: 'Sources', what: 'Source', label: sourceName, of: 'sources' },
  country: { title: 'Countries', what: 'Country', label: countryName, icon: countryIcon, of: 'countries' },
  device: { title: 'Devices', what: 'Device', label: deviceName, icon: deviceIcon, of: 'devices' },
  referrer: { title: 'Referrers', what: 'Referrer', label: plainName, of: 'referrers' },
  browser: { title: 'Browsers and apps', what: 'Browser', label: plainName, of: 'browsers' },
  system: { title: 'Systems', what: 'System', label: plainName, of: 'systems' },
}
