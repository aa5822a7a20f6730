import t from 'tap'
import { readAgent } from '../../../src/ingest/steps/agent.js'
import type { Facts } from '../../../src/ingest/steps/rules/rule.js'
import { judge, rules } from '../../../src/ingest/steps/rules.js'
import type { Hints } from '../../../src/journal/record.js'
import { rulesVersion } from '../../../src/rollups/rules-version.js'
import { chrome, firefox, iPhone, twitterApp } from '../../fixtures/hits.js'

const at = 1_760_000_000_000

function verdict(
  facts: {
    userAgent?: string | null
    hints?: Hints
    referrer?: string | null
    tweetedAt?: number | null
  } = {},
): string | null {
  const {
    userAgent = chrome,
    hints = { fetchMode: 'navigate' },
    referrer = 'https://t.co/a',
    tweetedAt = null,
  } = facts
  return judge({ at, userAgent, hints, referrer, tweetedAt, agent: readAgent(userAgent) })
}

t.test('each rule has a reason of its own, in the documented order', async t => {
  t.strictSame(
    rules.map(rule => rule.reason),
    ['head', 'prefetch', 'embedded', 'no-user-agent', 'bot', 'suspect'],
  )
  t.ok(Number.isInteger(rulesVersion))
})

t.test('each rule excludes its example, and no other rule does', async t => {
  const person: Omit<Facts, 'agent'> = {
    at,
    userAgent: chrome,
    hints: { secure: true, fetchMode: 'navigate' },
    referrer: null,
    tweetedAt: at - 86_400_000,
  }
  const examples: Record<string, typeof person> = {
    head: { ...person, hints: { ...person.hints, head: true } },
    prefetch: { ...person, hints: { ...person.hints, purpose: 'prefetch;prerender' } },
    embedded: { ...person, hints: { ...person.hints, fetchDest: 'image' } },
    'no-user-agent': { ...person, userAgent: null },
    bot: { ...person, userAgent: 'Mozilla/5.0 (compatible; Twitterbot/1.0)' },
    suspect: { ...person, tweetedAt: at - 2_000, hints: { ...person.hints, noAcceptLanguage: true } },
  }
  t.strictSame(
    Object.keys(examples),
    rules.map(({ reason }) => reason),
  )
  for (const [reason, hit] of Object.entries({ ...examples, none: person })) {
    const judged = { ...hit, agent: readAgent(hit.userAgent) }
    const excluding = rules.filter(rule => rule.judge(judged)).map(rule => rule.reason)
    t.strictSame(excluding, reason === 'none' ? [] : [reason], reason)
  }
})

t.test('the first rule that excludes gives the reason', async t => {
  const all = {
    userAgent: null,
    hints: { head: true, purpose: 'prefetch', noAcceptLanguage: true } as Hints,
    referrer: null,
    tweetedAt: at,
  }
  t.equal(verdict(all), 'head')
  t.equal(verdict({ ...all, hints: { ...all.hints, head: undefined } as unknown as Hints }), 'prefetch')
  t.equal(verdict({ ...all, hints: { noAcceptLanguage: true } }), 'no-user-agent')
  t.equal(verdict({ ...all, hints: { noAcceptLanguage: true }, userAgent: 'curl/8.5.0' }), 'bot')
  t.equal(verdict({ ...all, hints: { noAcceptLanguage: true }, userAgent: chrome }), 'suspect')
})

t.test('a person is human', async t => {
  for (const userAgent of [chrome, firefox, iPhone, twitterApp])
    t.equal(verdict({ userAgent }), null, userAgent)
})

t.test('HEAD is no click', async t => {
  t.equal(verdict({ hints: { head: true } }), 'head')
})

t.test('what a browser loads ahead is no click', async t => {
  for (const purpose of [
    'prefetch',
    'prefetch;prerender',
    'Prefetch;anonymous-client-ip',
    'preview',
    'prerender',
    ' prefetch',
    '"prefetch"',
    ': preview',
    'other, prefetch',
    'navigate, PREVIEW;x=1',
    'instant prefetch',
  ]) {
    t.equal(verdict({ hints: { purpose } }), 'prefetch', purpose)
  }
  for (const purpose of ['', 'navigate', 'prefetched', 'instant', 'no-prefetch', 'x-preview, previews'])
    t.equal(verdict({ hints: { purpose } }), null, purpose)
})

t.test('what a page embeds is no click', async t => {
  for (const fetchMode of ['no-cors', 'cors', 'same-origin', 'websocket', 'nested-navigate'])
    t.equal(verdict({ hints: { fetchMode } }), 'embedded', fetchMode)
  for (const fetchDest of ['image', 'iframe', 'frame', 'embed', 'object', 'empty', 'script', 'video'])
    t.equal(verdict({ hints: { fetchMode: 'navigate', fetchDest } }), 'embedded', fetchDest)
  for (const hints of [{}, { fetchMode: 'Navigate ' }, { fetchMode: 'navigate', fetchDest: 'document' }])
    t.equal(verdict({ hints }), null, JSON.stringify(hints))
  t.equal(verdict({ hints: { purpose: 'prefetch', fetchDest: 'empty' } }), 'prefetch')
})

t.test('an Accept without HTML and a User-Agent without an engine are weak signs', async t => {
  const safari = iPhone
  t.equal(verdict({ userAgent: safari, hints: { noHtml: true } }), null)
  t.equal(verdict({ userAgent: safari, hints: { noHtml: true, noAcceptLanguage: true } }), 'suspect')
  for (const userAgent of [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
    'Mozilla/5.0 (Linux; Android 14) Mobile',
  ]) {
    t.equal(verdict({ userAgent, hints: { noAcceptLanguage: true } }), 'suspect', userAgent)
  }
  for (const userAgent of ['w3m/0.5.3', 'HbbTV/1.2.1 (;Panasonic;VIERA 2013;3.672;4101;)', safari]) {
    t.equal(verdict({ userAgent, hints: { noAcceptLanguage: true } }), null, userAgent)
  }
})

t.test('a hit that names no browser is no click', async t => {
  for (const userAgent of [null, '', '  ']) t.equal(verdict({ userAgent }), 'no-user-agent')
})

t.test('a program that says so is a bot', async t => {
  for (const userAgent of [
    'Twitterbot/1.0',
    'WhatsApp/2.23.20.0 A',
    'TelegramBot (like TwitterBot)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)',
    'http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.social/)',
    'Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.social/)',
    'Viber/12.8.0.1 CFNetwork/1121.2.2 Darwin/19.3.0',
    'Dart/3.5 (dart:io)',
    'MyApp/1 CFNetwork/1494.0.7 Darwin/23.4.0',
    'okhttp/4.12.0',
    'python-requests/2.32.3',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Claude-User/1.0; +Claude-User@anthropic.com)',
    'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  ]) {
    t.equal(verdict({ userAgent }), 'bot', userAgent)
  }
})

t.test('browsers inside apps are people', async t => {
  const iOS =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
  const android =
    'Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36'
  for (const userAgent of [
    `${iOS} Twitter for iPhone/10.50`,
    `${android} TwitterAndroid`,
    `${iOS} [FBAN/FBIOS;FBAV/470.0.0.40.112;FBBV/614218325;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBCR/;FBID/phone;FBLC/en_US;FBOP/80]`,
    `${android} [FB_IAB/FB4A;FBAV/471.0.0.55.79;]`,
    `${iOS} Instagram 338.1.3.32.98 (iPhone15,3; iOS 17_5_1; en_US; en; scale=3.00; 1290x2796; 616161616; IABMV/1)`,
    `${android} Instagram 338.0.0.44.97 Android (34/14; 450dpi; 1080x2125; samsung; SM-S918B; dm3q; qcom; en_US; 614818123)`,
    `${iOS} [LinkedInApp]/9.29.6893`,
    `${android} [LinkedInApp]/4.1.960`,
    `${iOS} Barcelona 338.0.0.29.90 (iPhone15,3; iOS 17_5_1; en_US; en; scale=3.00; 1290x2796; 615151515)`,
    `${android} Barcelona 339.0.0.32.111 Android (34/14; 450dpi; 1080x2125; samsung; SM-S918B; dm3q; qcom; en_US; 1)`,
    `${iOS} musical_ly_35.2.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US BytedanceWebview/d8a21c6`,
    `${android} trill_350203 JsSdk/1.0 NetType/4G Channel/googleplay AppName/trill app_version/35.2.3 ByteLocale/en BytedanceWebview/d8a21c6`,
    `${iOS} Bluesky/1.90.0`,
    `${android} Mastodon/2.8.0`,
    `${iOS} Snapchat/12.90.0.40 (like Safari/8617.2.4, panda)`,
    `${iOS} [Pinterest/iOS]`,
    `${iOS} Safari Line/14.8.0`,
    `${android} MMWEBID/1234 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/en ABI/arm64`,
    `${iOS} GSA/321.0.639112345 Safari/604.1`,
    `${android} Reddit/Version 2024.24.0/Build 1682133/Android 14`,
  ]) {
    t.equal(verdict({ userAgent, hints: { secure: true } }), null, userAgent)
  }
})

t.test('one weak signal is no proof, two are', async t => {
  const soon = { referrer: null, tweetedAt: at - 9_999 }
  t.equal(verdict({ hints: { noAcceptLanguage: true } }), null)
  t.equal(verdict({ hints: { secure: true } }), null)
  t.equal(verdict(soon), null)
  t.equal(verdict({ hints: { noAcceptLanguage: true, secure: true } }), 'suspect')
  t.equal(verdict({ ...soon, hints: { secure: true } }), 'suspect')
  t.equal(verdict({ ...soon, hints: { noAcceptLanguage: true } }), 'suspect')
  t.equal(
    verdict({ userAgent: 'Mozilla/5.0 (Linux; Android 14)', hints: { noAcceptLanguage: true } }),
    'suspect',
  )
})

t.test('an address in a data centre is a weak sign', async t => {
  const dataCentre = true
  const safari = { userAgent: iPhone, hints: { dataCentre, secure: true } as const }
  t.equal(verdict({ hints: { fetchMode: 'navigate', dataCentre } }), null, 'a person with a server')
  t.equal(verdict({ hints: { fetchMode: 'navigate', dataCentre, noAcceptLanguage: true } }), 'suspect')
  t.equal(verdict({ hints: { fetchMode: 'navigate', dataCentre, noHtml: true } }), 'suspect')
  t.equal(verdict(safari), 'suspect', 'no Sec-Fetch-Mode')
  t.equal(verdict({ userAgent: 'Mozilla/5.0 (Windows NT 10.0)', hints: { dataCentre } }), 'suspect')
  t.equal(verdict({ referrer: null, tweetedAt: at - 9_999, hints: { dataCentre } }), 'suspect')
  t.equal(verdict({ userAgent: 'curl/8.5.0', hints: { dataCentre } }), 'bot')
})

t.test('soon after the tweet is before ten seconds have gone, and needs a tweet', async t => {
  const hints = { noAcceptLanguage: true } as const
  t.equal(verdict({ hints, referrer: null, tweetedAt: at }), 'suspect')
  t.equal(verdict({ hints, referrer: null, tweetedAt: at - 10_000 }), null)
  t.equal(verdict({ hints, referrer: null, tweetedAt: at + 1 }), null, 'before the tweet')
  t.equal(verdict({ hints, referrer: null, tweetedAt: null }), null)
  t.equal(verdict({ hints, referrer: 'https://t.co/a', tweetedAt: at }), null)
})

t.test('only browsers that are known to send Sec-Fetch-Mode are expected to', async t => {
  const old = (userAgent: string) =>
    userAgent
      .replace(/Chrome\/\d+/, 'Chrome/79')
      .replace('Firefox/140', 'Firefox/89')
      .replace('Version/18.5', 'Version/16.3')
  const hints = { secure: true, noAcceptLanguage: true } as const
  for (const userAgent of [chrome, firefox, iPhone]) {
    t.equal(verdict({ userAgent, hints }), 'suspect', userAgent)
    t.equal(verdict({ userAgent, hints: { ...hints, fetchMode: 'no-cors' } }), 'embedded', 'an image')
    t.equal(verdict({ userAgent, hints: { ...hints, fetchMode: 'navigate' } }), null)
    t.equal(verdict({ userAgent, hints: { noAcceptLanguage: true } }), null, 'without HTTPS it is never sent')
    t.equal(verdict({ userAgent: old(userAgent), hints }), null, old(userAgent))
  }
  t.equal(verdict({ userAgent: twitterApp, hints }), null, 'a web view')
})
