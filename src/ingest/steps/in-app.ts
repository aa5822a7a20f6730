/**
 * Apps that show links in their own browser, by what they add to its User-Agent, with the source
 * for each.
 */
const apps: readonly (readonly [source: string, mark: RegExp])[] = [
  ['x', /Twitter for (?:iPhone|iPad|Android|Mac)|TwitterAndroid|\bTwitter\/\d/i],
  ['threads', /\bBarcelona \d/],
  ['instagram', /\bInstagram\b/],
  ['messenger', /\bFBAN\/Messenger|\bFB_IAB\/(?:MESSENGER|Orca)/i],
  ['facebook', /\bFB(?:AN|AV|_IAB|IOS)\b|\bMetaIAB Facebook\b/],
  ['linkedin', /LinkedInApp|\[LinkedIn/i],
  ['tiktok', /musical_ly|\btrill_|BytedanceWebview|\bTikTok\b/i],
  ['bluesky', /\bBluesky\b|xyz\.blueskyweb/i],
  ['mastodon', /\bMastodon|\b(?:Tusky|Fedilab|Megalodon|Moshidon|Metatext)\//i],
  ['snapchat', /\bSnapchat\b/i],
  ['pinterest', /\[Pinterest\/|\bPinterest(?: for|\/\d)/i],
  ['reddit', /\bReddit\/|com\.reddit\./i],
  ['tumblr', /\bTumblr\//i],
  ['wechat', /MicroMessenger/i],
  ['weibo', /\bWeibo\b|__weibo__/i],
  ['qq', /\bQQ\/\d/],
  ['vk', /\bVK(?:Android|iPhone|iPad)App|\bVKontakte\b|com\.vk\./i],
  ['line', /\bLine\/\d/],
  ['kakaotalk', /KAKAOTALK/i],
  ['telegram', /\bTelegram(?:-Android|-iOS)?\//i],
  ['discord', /\bDiscord(?:-\w+)?\/\d/i],
  ['slack', /\bSlack(?:_SSB)?\/\d/i],
  ['teams', /\bTeams(?:Mobile-\w+)?\/\d/i],
  ['google', /\bGSA\/|\bGoogleApp\//],
]

/** The source whose app sent a User-Agent; null for a browser. */
export function inAppSource(userAgent: string): string | null {
  return apps.find(([, mark]) => mark.test(userAgent))?.[0] ?? null
}
