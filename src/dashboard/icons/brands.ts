const brands = (names: string) => names.split(' ').map(name => [name, `brand-${name}`] as const)

/** The icons of sources, by their ids. */
export const sourceIcons: ReadonlyMap<string, string> = new Map([
  ...brands(
    'x bluesky mastodon threads facebook messenger instagram linkedin reddit youtube tiktok snapchat',
  ),
  ...brands('pinterest tumblr vk weibo wechat qq line github medium slack discord telegram whatsapp teams'),
  ...brands('gmail google bing yahoo yandex baidu flipboard wikipedia'),
  ['kakaotalk', 'brand-kakao-talk'],
  ['hacker-news', 'brand-ycombinator'],
  ['product-hunt', 'brand-producthunt'],
  ['stack-overflow', 'brand-stackoverflow'],
  ['google-news', 'brand-google'],
  ['chatgpt', 'brand-openai'],
  ['web-mail', 'mail'],
  ['feed-reader', 'rss'],
  ...['gemini', 'copilot', 'claude', 'perplexity'].map(id => [id, 'message-chatbot'] as const),
  ...['duckduckgo', 'naver', 'ecosia', 'brave', 'startpage', 'qwant', 'kagi'].map(
    id => [id, 'search'] as const,
  ),
])

/** The icons of browsers and systems, by a word of their names, in lower case. */
export const programIcons: ReadonlyMap<string, string> = new Map([
  ...brands('chrome firefox safari edge opera vivaldi x facebook instagram line linkedin snapchat tiktok'),
  ...brands('wechat weibo yandex baidu bing android windows ubuntu debian xbox blackberry redhat'),
  ['chromium', 'brand-chrome'],
  ['gsa', 'brand-google'],
  ['twitter', 'brand-x'],
  ['kakaotalk', 'brand-kakao-talk'],
  ['ios', 'brand-apple'],
  ['mac', 'brand-apple'],
  ['linux', 'terminal-2'],
  ['playstation', 'device-gamepad-2'],
  ['nintendo', 'device-gamepad-2'],
])

/** The icons of values without an icon of their own. */
export const plainIcons = { source: 'world', browser: 'browser', system: 'cpu' } as const

/** All of them, by their names in Tabler Icons. */
export const tablerNames: ReadonlySet<string> = new Set([
  ...sourceIcons.values(),
  ...programIcons.values(),
  ...Object.values(plainIcons),
])
