import { type SQL, sql } from 'drizzle-orm'

/**
 * Which tweet on X a click came through, by the referrer `https://t.co/CODE`: X gives the link in
 * each tweet a code of its own, also in quotes and replies. Codes are case-sensitive. Both
 * JavaScript and PostgreSQL read it. In the code, a "posting" is any tweet with its own t.co code,
 * to tell it from the tweet that a link belongs to; texts for people say "tweet".
 */
const codeInReferrer = '^https?://t[.]co[.]?(?::[0-9]*)?/([a-z0-9]{1,15})(?:[/?#]|$)'
const readCode = new RegExp(codeInReferrer, 'i')

/** The browser of a click in X's app for iPhone. */
export const xForIphone = 'X for iPhone'

/** What X's app for iPhone adds to a User-Agent. */
const iphoneMark = 'Twitter for iPhone'
const readIphone = new RegExp(iphoneMark, 'i')

/** The source whose clicks are told apart by their posting. */
export const postingSource = 'x'

/** The t.co code of the tweet that a click came through; empty where the referrer names none. */
export function postingOf({ referrer }: { referrer: string | null }): string {
  return referrer === null ? '' : (readCode.exec(referrer)?.[1] ?? '')
}

/** Whether a click was made in X for iPhone. */
export function isThroughXForIphone({ userAgent }: { userAgent: string | null }): boolean {
  return userAgent !== null && readIphone.test(userAgent)
}

/** The same for the row `c` of `clicks`. */
export const postingInSql: SQL = sql`coalesce((regexp_match(c.referrer, ${codeInReferrer}::text, 'i'))[1], '')`

/** The same for the row `c` of `clicks`. */
export const throughXForIphoneInSql: SQL = sql`coalesce(c.user_agent ~* ${iphoneMark}::text, false)`
