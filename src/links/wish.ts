import type { Handle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { ServiceError } from '../errors.js'
import type { Utm } from './utm.js'

/** A link to create; the API's schema describes each field. */
export interface NewLink {
  url: string
  slug?: string
  account?: Handle
  text?: string
  title?: string
  notes?: string
  tags?: string[]
  expiresAt?: Date
  maxClicks?: number
  /** Its id in another system: no other link has it. */
  externalId?: string
  forwardQuery?: boolean
  utm?: Utm
  findExisting?: boolean
  public?: boolean
  enabled?: boolean
  /** If another shortener made it before. */
  createdAt?: Date
  /**
   * The shortener it comes from, and the clicks that were counted there, if known; else none. Its
   * hits are all here since the import, or `since` another time (null: the beginning).
   */
  imported?: { from: string | null; clicks: number | null; since?: Date | null }
}

/**
 * A wish on its way to becoming a link: `id` once it is stored or found, `error` once it has
 * failed.
 */
export interface Pending {
  wish: NewLink
  /** The target with its utm parameters, in normal form. */
  url: string
  id: number | null
  /** The earlier wish in the same list whose link also satisfies this one. */
  twin: Pending | null
  existing: boolean
  error: ServiceError | null
}

export type IssueContext = Pick<Context, 'access' | 'db' | 'config' | 'now' | 'links' | 'reservedSlugs'>

/** The fields to change; null clears a field. */
export interface LinkChanges {
  url?: string
  title?: string | null
  notes?: string | null
  tags?: string[]
  expiresAt?: Date | null
  maxClicks?: number | null
  externalId?: string | null
  enabled?: boolean
  public?: boolean
  forwardQuery?: boolean
  text?: string | null
  account?: Handle | null
}
