import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ApiKey } from '../auth/authenticate.js'
import type { AssetAddresses } from './assets.js'

/** What every page may need apart from its own data. */
export interface View {
  /** Who is logged in. */
  viewer: ApiKey | null
  /** The requested path and query. */
  path: string
  /** Public address of the short links, without a trailing slash. */
  baseUrl: string
  /** Sent with every form. */
  csrfToken: string
  assets: AssetAddresses
  now: Date
  /** Whether the data is made up. */
  demo: boolean
}

export const ViewContext = createContext<View | null>(null)

/** The view of the page that is being rendered. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (view === null) throw new Error('A page was rendered without its view.')
  return view
}
