/** The numbers that a badge can show. */
export const metrics = ['clicks', 'clickers', 'influence', 'followersWhoClick'] as const
/** Shown in place of a number that takes a counted tweet. */
export const noScoreYet = 'no influence yet'

export type Metric = (typeof metrics)[number]
