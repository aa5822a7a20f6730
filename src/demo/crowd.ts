/** Sends Sec-Fetch-Mode with every navigation. */
export const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

/** User-Agents of people, with their frequency. */
export const browsers = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    24,
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    22,
  ],
  [chrome, 20],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
    10,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    7,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 5],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', 5],
  [
    'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1',
    4,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    3,
  ],
] as const

/** X's own browser inside its apps. */
export const xApps = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Twitter for iPhone/11.20',
    6,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/BP1A.250505.005; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 TwitterAndroid',
    4,
  ],
] as const

export const crawlers = [
  ['Twitterbot/1.0', 30],
  ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 12],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 12],
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 8],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 7],
  ['TelegramBot (like TwitterBot)', 7],
  ['Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', 6],
  ['WhatsApp/2.23.20.0', 5],
  ['Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 5],
  ['python-requests/2.32.3', 4],
  ['curl/8.5.0', 3],
] as const

export const countries = [
  ['US', 34],
  ['GB', 11],
  ['DE', 9],
  ['IN', 7],
  ['FR', 5],
  ['CA', 5],
  ['BR', 4],
  ['JP', 4],
  ['NL', 3],
  ['AU', 3],
  ['ES', 3],
  ['PL', 2],
  ['SE', 2],
  ['MX', 2],
  ['KE', 1],
  [null, 5],
] as const

/** Where people who follow nobody here come from. */
export const otherPlaces = [
  ['https://www.google.com/', 34],
  ['https://www.reddit.com/r/InternetIsBeautiful/', 14],
  ['https://news.ycombinator.com/', 12],
  ['https://duckduckgo.com/', 9],
  ['https://l.facebook.com/', 9],
  ['https://www.linkedin.com/', 8],
  ['https://mail.google.com/', 6],
  ['https://weekly-reads.example/issues/latest', 5],
  ['https://chatgpt.com/', 3],
] as const
