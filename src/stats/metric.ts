/** The numbers that a badge can show. */
export const metrics = ['clicks', 'clickers', 'influence', 'followersWhoClick'] as const
export type Metric = (typeof metrics)[number]
