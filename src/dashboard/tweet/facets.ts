import type { FilterName } from '../../stats/filter.js'
import type { LinkStats } from '../../stats/link-stats.js'
import {
  browserIcon,
  countryIcon,
  countryName,
  deviceIcon,
  deviceName,
  plainName,
  referrerName,
  sourceIcon,
  sourceName,
  systemIcon,
} from '../parts/names.js'
import { reasonName } from './reasons.js'

/** How the values of a breakdown are named. */
interface ValueWords {
  /** What one value is. */
  what: string
  label: (value: string) => string
}

/** How a breakdown of the clicks is shown. */
interface FacetWords extends ValueWords {
  title: string
  icon?: (value: string) => string
  of: keyof Pick<LinkStats, 'sources' | 'referrers' | 'countries' | 'browsers' | 'systems' | 'devices'>
}

/** What is filtered out has a table of its own. */
export const facets: Readonly<Record<Exclude<FilterName, 'reason'>, FacetWords>> = {
  source: { title: 'Sources', what: 'Source', label: sourceName, icon: sourceIcon, of: 'sources' },
  country: { title: 'Countries', what: 'Country', label: countryName, icon: countryIcon, of: 'countries' },
  device: { title: 'Devices', what: 'Device', label: deviceName, icon: deviceIcon, of: 'devices' },
  referrer: { title: 'Referrers', what: 'Referrer', label: referrerName, of: 'referrers' },
  browser: {
    title: 'Browsers and apps',
    what: 'Browser',
    label: plainName,
    icon: browserIcon,
    of: 'browsers',
  },
  system: { title: 'Systems', what: 'System', label: plainName, icon: systemIcon, of: 'systems' },
}

export const filterWords: Readonly<Record<FilterName, ValueWords>> = {
  ...facets,
  reason: { what: 'Filtered out', label: reasonName },
}
