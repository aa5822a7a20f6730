/**
 * One hit of a short link, as capture writes it and ingest reads it: the contract between the two.
 * It carries the raw facts that the counting rules need, so that a replay or later rules can
 * correct a verdict. It never carries the visitor's address.
 */
export interface HitRecord {
  /** UUIDv7, made at capture: what makes ingest idempotent. */
  id: string
  linkId: number
  /**
   * Random and the link's own: a reused id is not the same link. Null in records of older versions.
   */
  linkIdentity: number | null
  /** Milliseconds since the epoch. */
  at: number
  /** 16 bytes as 32 hex digits: HMAC of address and User-Agent under the link's salt. */
  visitor: string
  /** ISO 3166-1 alpha-2, or null if the offline database does not know it. */
  country: string | null
  /** Scheme, host and path; query and fragment cut; 2,048 characters at most. */
  referrer: string | null
  /** 1,024 characters at most. */
  userAgent: string | null
  hints: Hints
}

/** Facts of the request; absent means the header was not sent or the fact is false. */
export type Hints = {
  head?: true
  /** Values of Sec-Purpose, Purpose, X-Purpose and X-Moz; 64 characters of each at most. */
  purpose?: string
  /** Sec-Fetch-Mode; 32 characters at most. */
  fetchMode?: string
  /** Sec-Fetch-Dest if it is not `document`; 32 characters at most. */
  fetchDest?: string
  noAcceptLanguage?: true
  /** An Accept header without `text/html`. */
  noHtml?: true
  /** The visitor came over HTTPS, to us or to the trusted proxy. */
  secure?: true
  /** The address belongs to a cloud or a hoster. Records of older versions never have it. */
  dataCentre?: true
}

/**
 * How far ingest has got: everything before `offset` of `segment`, and every earlier segment, is in
 * the database.
 */
export interface Position {
  segment: number
  /** Bytes. */
  offset: number
}
