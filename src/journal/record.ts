/**
 * One hit of a short link, as capture writes it and ingest reads it: the contract between the two.
 * It carries the raw facts the counting rules need, so that a replay or a later re-judging can
 * correct a verdict, and never the address.
 */
export interface HitRecord {
  /** UUIDv7, made at capture: what makes ingest idempotent. */
  id: string
  linkId: number
  /**
   * The link's own, random: an id that is given out again is not the same link. Null in records of
   * versions before it.
   */
  linkIdentity: number | null
  /** Milliseconds since the epoch. */
  at: number
  /** 16 bytes as 32 hex digits: HMAC of address and User-Agent under the link's salt. */
  visitor: string
  /** ISO 3166-1 alpha-2, or null where the offline database does not know. */
  country: string | null
  /** Scheme, host and path; query and fragment cut; 2,048 characters at most. */
  referrer: string | null
  /** 1,024 characters at most. */
  userAgent: string | null
  hints: Hints
}

/** Header facts of the request; absent means the header was not sent or the fact is false. */
export type Hints = {
  head?: true
  /** Value of Sec-Purpose, else Purpose, X-Purpose or X-Moz; 64 characters at most. */
  purpose?: string
  /** Sec-Fetch-Mode; 32 characters at most. */
  fetchMode?: string
  noAcceptLanguage?: true
  /** The visitor came over HTTPS, to us or to the trusted proxy. */
  secure?: true
}

/**
 * Where ingest has got to: everything before `offset` of `segment`, and every earlier segment, is
 * in the database.
 */
export interface Position {
  segment: number
  /** Bytes. */
  offset: number
}
