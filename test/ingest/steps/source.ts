import t from 'tap'
import { inAppSource } from '../../../src/ingest/steps/in-app.js'
import { readSource } from '../../../src/ingest/steps/source.js'
import { sources } from '../../../src/ingest/steps/sources.js'
import { chrome, iPhone, twitterApp } from '../../fixtures/hits.js'

const source = (referrer: string | null, app: string | null = null) =>
  readSource(referrer, app, new Set()).source

t.test('every domain and package of the table has its source', async t => {
  t.ok(Object.keys(sources).length >= 40)
  for (const [id, { hosts, apps = [] }] of Object.entries(sources)) {
    t.match(id, /^[a-z][a-z-]*$/)
    for (const host of hosts) t.equal(source(`https://${host}/some/path`), id, host)
    for (const app of apps) t.equal(source(`android-app://${app}/`), id, app)
  }
})

t.test('no domain belongs to two sources', async t => {
  const names = Object.values(sources).flatMap(({ hosts, apps = [] }) => [...hosts, ...apps])
  t.strictSame(names.length, new Set(names).size)
})

t.test('subdomains belong to their domain, other names that end alike do not', async t => {
  const cases: [string, string][] = [
    ['https://mobile.twitter.com/x', 'x'],
    ['https://nottwitter.com/', 'nottwitter.com'],
    ['https://twitter.com.evil.example/', 'twitter.com.evil.example'],
    ['https://t.co/AbC', 'x'],
    ['https://at.co/', 'at.co'],
    ['https://go.bsky.app/redirect', 'bluesky'],
    ['https://l.facebook.com/', 'facebook'],
    ['https://lm.facebook.com/', 'facebook'],
    ['https://out.reddit.com/', 'reddit'],
    ['https://l.instagram.com/', 'instagram'],
    ['https://mail.google.com/mail/', 'gmail'],
    ['https://news.google.com/', 'google-news'],
    ['https://www.google.de/', 'google'],
    ['https://www.google.co.uk/', 'google'],
    ['https://google.example/', 'google.example'],
    ['https://notgoogle.com/', 'notgoogle.com'],
    ['https://web.telegram.org/', 'telegram'],
    ['https://news.ycombinator.com/item', 'hacker-news'],
    ['https://www.ycombinator.com/', 'ycombinator.com'],
    ['http://search.yahoo.co.jp/', 'yahoo'],
    ['https://www.pinterest.fr/', 'pinterest'],
    ['https://www.pinterest.com.mx/', 'pinterest'],
    ['https://notpinterest.fr/', 'notpinterest.fr'],
    ['https://yandex.com.tr/', 'yandex'],
    ['https://m.yandex.kz/', 'yandex'],
    ['https://mail.yandex.ru/', 'web-mail'],
    ['https://mail.yahoo.co.jp/', 'web-mail'],
    ['https://mail.naver.com/', 'web-mail'],
    ['https://mail.qq.com/', 'web-mail'],
    ['https://T.CO.:443/AbC', 'x'],
  ]
  for (const [referrer, id] of cases) t.equal(source(referrer), id, referrer)
})

t.test('a host that no row matches is shown as itself', async t => {
  const referrer = 'https://WWW.Blog.Example:8443/a'
  t.strictSame(readSource(referrer, null, new Set()), {
    source: 'blog.example',
    host: 'www.blog.example',
    referrer,
  })
  t.equal(source('https://user:secret@blog.example/'), 'blog.example')
  t.equal(source('https://blog.example./'), 'blog.example')
  t.equal(source('https://blog.example../'), 'blog.example')
  t.equal(source('https://awww.example/'), 'awww.example')
  t.equal(source('android-app://org.example.reader/'), 'org.example.reader')
  t.equal(source('http://[2001:db8::1]:80/'), '[2001:db8::1]')
  const long = readSource(`https://${'a'.repeat(2000)}/`, null, new Set())
  t.strictSame([long.source, long.host], ['a'.repeat(253), 'a'.repeat(253)])
})

t.test('no referrer is unknown, never direct', async t => {
  for (const referrer of [
    null,
    '',
    'about:blank',
    'https://',
    'https://:80/',
    'rubbish',
    'ftp://x.com/',
    'to:https://x.com/',
  ]) {
    t.strictSame(
      readSource(referrer, null, new Set()),
      { source: 'unknown', host: null, referrer },
      String(referrer),
    )
  }
})

t.test('a referrer is given as the database can hold it', async t => {
  t.equal(readSource('https://blog.example/\0a', null, new Set()).referrer, 'https://blog.example/\ufffda')
  t.equal(readSource('https://blog.example/\ud800', null, new Set()).referrer, 'https://blog.example/\ufffd')
})

t.test('an app is the source where there is no referrer, and only there', async t => {
  t.equal(source(null, 'x'), 'x')
  t.equal(source('https://www.reddit.com/', 'x'), 'reddit')
})

t.test('apps are known by their User-Agent', async t => {
  const iOS =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
  const cases: [string, string | null][] = [
    [twitterApp, 'x'],
    [`${iOS} TwitterAndroid`, 'x'],
    [`${iOS} [FBAN/FBIOS;FBAV/470.0]`, 'facebook'],
    [`${iOS} [FBAN/MessengerForiOS;FBAV/470.0]`, 'messenger'],
    [`${iOS} Instagram 338.1.3 (iPhone15,3)`, 'instagram'],
    [`${iOS} Barcelona 338.0.0 (iPhone15,3)`, 'threads'],
    [`${iOS} [LinkedInApp]/9.29`, 'linkedin'],
    [`${iOS} musical_ly_35 BytedanceWebview/d8`, 'tiktok'],
    [`${iOS} Bluesky/1.9`, 'bluesky'],
    [`${iOS} MicroMessenger/8.0`, 'wechat'],
    [chrome, null],
    [iPhone, null],
    ['', null],
  ]
  for (const [userAgent, id] of cases) t.equal(inAppSource(userAgent), id, userAgent)
})

t.test('what an app adds to a User-Agent names its source', async t => {
  const marks: Record<string, string[]> = {
    x: ['Twitter for iPhone', 'Twitter for Mac', 'Twitter/10.1'],
    messenger: ['[FB_IAB/MESSENGER;FBAV/400.0]', '[FB_IAB/Orca-Android;FBAV/400.0]'],
    facebook: ['[FB_IAB/FB4A;FBAV/400.0]', 'FBAV/400.0', 'MetaIAB Facebook'],
    linkedin: ['[LinkedInApp]', '[LinkedIn/9]'],
    tiktok: ['musical_ly_2023', 'trill_300', 'BytedanceWebview/d8', 'TikTok 26.2.0'],
    bluesky: ['xyz.blueskyweb.app/1'],
    mastodon: ['Mastodon/2023', 'MastodonAndroid/2', 'Tusky/22.0', 'Fedilab/3', 'Megalodon/1', 'Metatext/1'],
    snapchat: ['Snapchat/12.38.0.36', 'Snapchat (like Safari/604)'],
    pinterest: ['[Pinterest/iOS]', 'Pinterest for Android/11.1', 'Pinterest/0.2'],
    reddit: ['Reddit/Version 2023', 'com.reddit.frontpage'],
    tumblr: ['Tumblr/iPhone/29'],
    weibo: ['Weibo (iPhone13,2)', '__weibo__13.1'],
    qq: ['QQ/8.9.50'],
    vk: ['VKAndroidApp/8.1', 'VKiPhoneApp/8', 'VKontakte/8', 'com.vk.vkclient'],
    line: ['Safari Line/13.4'],
    kakaotalk: ['KAKAOTALK 10.1'],
    telegram: ['Telegram-Android/10.0', 'Telegram-iOS/10', 'Telegram/10'],
    discord: ['Discord/0.0.309', 'Discord-iOS/1', 'Discord-Android/126'],
    slack: ['Slack/23.09', 'Slack_SSB/4.35'],
    teams: ['Teams/1.6', 'TeamsMobile-iOS/5', 'TeamsMobile-Android/1'],
    google: ['GSA/280.3', 'GoogleApp/14'],
  }
  for (const [id, texts] of Object.entries(marks))
    for (const text of texts) t.equal(inAppSource(`Mozilla/5.0 (Linux) ${text}`), id, text)
  for (const text of [
    'Twitter/x',
    'Pinterest/x',
    'QQ/x',
    'Line/x',
    'Discord/x',
    'Slack/x',
    'Teams/x',
    'Online/5',
  ])
    t.equal(inAppSource(`Mozilla/5.0 (Linux) ${text}`), null, text)
})

t.test('the server of a known Mastodon account is Mastodon, in each of its spellings', async t => {
  const servers = new Set(['social.example', 'xn--mnchen-3ya.social', 'threads.net', 'm.facebook.com'])
  const cases: [string, string][] = [
    ['https://social.example/@me/1', 'mastodon'],
    ['https://WWW.Social.Example.:443/', 'mastodon'],
    ['https://xn--mnchen-3ya.social/', 'mastodon'],
    ['https://München.social/', 'mastodon'],
    ['https://blog.social.example/', 'blog.social.example'],
    ['https://antisocial.example/', 'antisocial.example'],
    ['android-app://social.example/', 'social.example'],
    ['https://www.threads.net/', 'threads'],
    ['https://m.facebook.com/', 'facebook'],
  ]
  for (const [referrer, id] of cases) t.equal(readSource(referrer, null, servers).source, id, referrer)
  t.equal(readSource('https://social.example/', null, new Set()).source, 'social.example', 'forgets none')
})
