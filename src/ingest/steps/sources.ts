interface SourceRow {
  /** Domains; each includes its subdomains. */
  hosts: string[]
  /** Android packages, which send `android-app://<package>/`. */
  apps?: string[]
}

/**
 * The places clicks come from, collected by hand from public documentation. Ids are lower-case,
 * stored with every click and never changed. The longest matching domain wins, so `mail.google.com`
 * can have its own row next to `google.com`.
 */
export const sources: Readonly<Record<string, SourceRow>> = {
  x: { hosts: ['t.co', 'x.com', 'twitter.com'], apps: ['com.twitter.android', 'com.twitter.android.lite'] },
  bluesky: { hosts: ['bsky.app', 'go.bsky.app', 'bsky.social'], apps: ['xyz.blueskyweb.app'] },
  mastodon: {
    hosts: [
      'mastodon.social',
      'mastodon.online',
      'mstdn.social',
      'mstdn.jp',
      'mas.to',
      'fosstodon.org',
      'hachyderm.io',
      'infosec.exchange',
      'techhub.social',
      'joinmastodon.org',
    ],
    apps: ['org.joinmastodon.android', 'com.keylesspalace.tusky'],
  },
  threads: { hosts: ['threads.net', 'threads.com'], apps: ['com.instagram.barcelona'] },
  facebook: {
    hosts: ['facebook.com', 'fb.com', 'fb.me', 'fb.watch'],
    apps: ['com.facebook.katana', 'com.facebook.lite'],
  },
  messenger: { hosts: ['messenger.com', 'm.me'], apps: ['com.facebook.orca'] },
  instagram: { hosts: ['instagram.com', 'ig.me'], apps: ['com.instagram.android'] },
  linkedin: { hosts: ['linkedin.com', 'lnkd.in'], apps: ['com.linkedin.android'] },
  reddit: {
    hosts: ['reddit.com', 'redd.it'],
    apps: ['com.reddit.frontpage', 'com.laurencedawson.reddit_sync', 'com.rubenmayayo.reddit'],
  },
  youtube: {
    hosts: ['youtube.com', 'youtu.be', 'youtube-nocookie.com'],
    apps: ['com.google.android.youtube'],
  },
  tiktok: {
    hosts: ['tiktok.com', 'tiktokv.com'],
    apps: ['com.zhiliaoapp.musically', 'com.ss.android.ugc.trill'],
  },
  snapchat: { hosts: ['snapchat.com'], apps: ['com.snapchat.android'] },
  pinterest: {
    hosts: ['pinterest.com', 'pin.it'],
    apps: ['com.pinterest'],
  },
  tumblr: { hosts: ['tumblr.com', 't.umblr.com'], apps: ['com.tumblr'] },
  vk: { hosts: ['vk.com', 'vk.ru', 'vkontakte.ru', 'vk.cc'], apps: ['com.vkontakte.android'] },
  weibo: { hosts: ['weibo.com', 'weibo.cn', 't.cn'], apps: ['com.sina.weibo'] },
  wechat: { hosts: ['weixin.qq.com', 'weixin110.qq.com', 'wechat.com'], apps: ['com.tencent.mm'] },
  qq: { hosts: ['qq.com'], apps: ['com.tencent.mobileqq'] },
  line: { hosts: ['line.me'], apps: ['jp.naver.line.android'] },
  kakaotalk: { hosts: ['kakao.com'], apps: ['com.kakao.talk'] },
  'hacker-news': { hosts: ['news.ycombinator.com', 'hckrnews.com', 'hn.algolia.com'] },
  lobsters: { hosts: ['lobste.rs'] },
  'product-hunt': { hosts: ['producthunt.com'], apps: ['com.producthuntmobile'] },
  github: { hosts: ['github.com', 'github.io', 'gist.github.com'], apps: ['com.github.android'] },
  'stack-overflow': {
    hosts: ['stackoverflow.com', 'stackexchange.com', 'superuser.com', 'serverfault.com', 'askubuntu.com'],
  },
  quora: { hosts: ['quora.com'], apps: ['com.quora.android'] },
  medium: { hosts: ['medium.com'], apps: ['com.medium.reader'] },
  substack: { hosts: ['substack.com'], apps: ['com.substack.app'] },
  slack: { hosts: ['slack.com', 'slack-redir.net'], apps: ['com.slack'] },
  discord: { hosts: ['discord.com', 'discordapp.com', 'discord.gg'], apps: ['com.discord'] },
  telegram: {
    hosts: ['t.me', 'telegram.org', 'telegram.me'],
    apps: ['org.telegram.messenger', 'org.telegram.messenger.web'],
  },
  whatsapp: { hosts: ['whatsapp.com', 'wa.me'], apps: ['com.whatsapp', 'com.whatsapp.w4b'] },
  teams: {
    hosts: ['teams.microsoft.com', 'teams.live.com', 'teams.cdn.office.net'],
    apps: ['com.microsoft.teams'],
  },
  gmail: { hosts: ['mail.google.com'], apps: ['com.google.android.gm'] },
  'web-mail': {
    hosts: [
      'outlook.live.com',
      'outlook.office.com',
      'outlook.office365.com',
      'outlook.com',
      'mail.yahoo.com',
      'mail.yahoo.co.jp',
      'mail.yandex.com',
      'mail.naver.com',
      'mail.qq.com',
      'e.mail.ru',
      'mail.proton.me',
      'mail.aol.com',
      'app.fastmail.com',
      'mail.zoho.com',
      'webmail.gmx.net',
      'navigator.gmx.net',
      'web.de',
      'icloud.com',
    ],
    apps: ['com.microsoft.office.outlook', 'com.yahoo.mobile.client.android.mail', 'ch.protonmail.android'],
  },
  google: {
    hosts: ['google.com', 'googleapis.com'],
    apps: ['com.google.android.googlequicksearchbox', 'com.google.android.apps.searchlite'],
  },
  'google-news': { hosts: ['news.google.com'], apps: ['com.google.android.apps.magazines'] },
  bing: { hosts: ['bing.com'], apps: ['com.microsoft.bing'] },
  duckduckgo: { hosts: ['duckduckgo.com'], apps: ['com.duckduckgo.mobile.android'] },
  yahoo: { hosts: ['yahoo.com', 'yahoo.co.jp'] },
  yandex: {
    hosts: ['yandex.com', 'ya.ru'],
    apps: ['ru.yandex.searchplugin'],
  },
  baidu: { hosts: ['baidu.com'], apps: ['com.baidu.searchbox'] },
  naver: { hosts: ['naver.com'], apps: ['com.nhn.android.search'] },
  ecosia: { hosts: ['ecosia.org'], apps: ['com.ecosia.android'] },
  brave: { hosts: ['search.brave.com'] },
  startpage: { hosts: ['startpage.com'] },
  qwant: { hosts: ['qwant.com'] },
  kagi: { hosts: ['kagi.com'] },
  chatgpt: { hosts: ['chatgpt.com', 'chat.openai.com'], apps: ['com.openai.chatgpt'] },
  perplexity: { hosts: ['perplexity.ai'], apps: ['ai.perplexity.app.android'] },
  gemini: { hosts: ['gemini.google.com'] },
  copilot: { hosts: ['copilot.microsoft.com'] },
  claude: { hosts: ['claude.ai'] },
  flipboard: { hosts: ['flipboard.com', 'flip.it'], apps: ['flipboard.app'] },
  wikipedia: { hosts: ['wikipedia.org'], apps: ['org.wikipedia'] },
  'feed-reader': {
    hosts: [
      'feedly.com',
      'inoreader.com',
      'newsblur.com',
      'theoldreader.com',
      'feedbin.com',
      'netvibes.com',
      'bazqux.com',
      'getpocket.com',
      'instapaper.com',
      'miniflux.app',
      'readwise.io',
    ],
    apps: ['com.devhd.feedly', 'com.innologica.inoreader', 'com.newsblur'],
  },
}

/** Domain → source id. */
export const hostSources: ReadonlyMap<string, string> = index(row => row.hosts)
/** Android package → source id. */
export const appSources: ReadonlyMap<string, string> = index(row => row.apps ?? [])

function index(names: (row: SourceRow) => string[]): Map<string, string> {
  return new Map(Object.entries(sources).flatMap(([id, row]) => names(row).map(name => [name, id] as const)))
}
