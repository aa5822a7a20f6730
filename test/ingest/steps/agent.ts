import t from 'tap'
import { readAgent } from '../../../src/ingest/steps/agent.js'
import { spelled } from '../../../src/ingest/steps/browser-names.js'
import { chrome, firefox, iPhone, twitterApp } from '../../fixtures/hits.js'

const facts = (userAgent: string | null) => {
  const { browser, system, device } = readAgent(userAgent)
  return { browser, system, device }
}

t.test('browser, system and device come without versions', async t => {
  t.strictSame(facts(chrome), { browser: 'Chrome', system: 'Windows', device: 'desktop' })
  t.strictSame(facts(firefox), { browser: 'Firefox', system: 'Linux', device: 'desktop' })
  t.strictSame(facts(iPhone), { browser: 'Mobile Safari', system: 'iOS', device: 'mobile' })
  t.strictSame(facts(twitterApp), { browser: 'X for iPhone', system: 'iOS', device: 'mobile' })
})

t.test('tablets and televisions are told from phones', async t => {
  const iPad = iPhone.replace('iPhone; CPU iPhone OS', 'iPad; CPU OS')
  const tv =
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1'
  t.equal(readAgent(iPad).device, 'tablet')
  t.equal(readAgent(tv).device, 'tv')
})

t.test('televisions are told by what they say', async t => {
  for (const userAgent of [
    'HbbTV/1.2.1 (;Panasonic;VIERA 2013;3.672;4101-0003;HTTP_SERVER)',
    'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.128 Safari/537.36 WebAppManager',
    'Mozilla/5.0 (Linux; Android 9; AFTSSS Build/PS7233; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 10; BRAVIA 4K UR2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0 Safari/537.36',
  ]) {
    t.equal(readAgent(userAgent).device, 'tv', userAgent)
  }
  const linux = (mark: string) =>
    `Mozilla/5.0 (Linux; ${mark}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0 Safari/537.36`
  for (const mark of [
    ...['SMARTTV', 'SMART-TV', 'SmartHub', 'NetCast', 'web0S.TV-2013', 'webOS.TV-2021', 'AFTB', 'AFTSO001'],
    ...['CrKey/1.54', 'Viera', 'AppleTV', 'Apple TV', 'AndroidTV', 'Android TV', 'GoogleTV', 'Google TV'],
    ...['Roku', 'NETTV', 'InettvBrowser', 'Hybridcast', 'VIDAA', 'Tizen 5.0; TV', 'DTV', 'MiTV', 'MiBOX'],
    'Android 7.1.2; MIBOX4 Build/N2G47H',
  ])
    t.equal(readAgent(linux(mark)).device, 'tv', mark)
  for (const mark of ['x86_64', 'X11', 'TV4']) t.not(readAgent(linux(mark)).device, 'tv', mark)
})

t.test('browsers built on another are themselves, and a name has one spelling', async t => {
  const android =
    'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Mobile Safari/537.36'
  t.equal(readAgent(iPhone.replace(/Safari.*/, 'Safari/604.1 Brave/1.60')).browser, 'Brave')
  t.equal(readAgent(`${android} (Ecosia android@114.0.5735.196)`).browser, 'Ecosia')
  t.equal(readAgent(`${android} AlohaBrowser/5.3`).browser, 'Aloha')
  t.strictSame(facts(firefox.toLowerCase()), facts(firefox))
  t.equal(readAgent(chrome.toUpperCase()).browser, 'Chrome')
})

t.test('a browser that says its number is one, whatever stands around it', async t => {
  const phone = iPhone.replace(/Safari.*/, 'Safari/604.1')
  for (const [mark, browser] of [
    ['Brave Chrome/118', 'Brave'],
    ['Brave/1', 'Brave'],
    ['Aloha/3', 'Aloha'],
    ['Aloha%20Browser/3', 'Aloha'],
    ['Aloha/x', 'Mobile Safari'],
  ] as const)
    t.equal(readAgent(`${phone} ${mark}`).browser, browser, mark)
})

t.test('names are spelled as their makers do, and unknown ones word by word', async t => {
  for (const name of [
    ...['Android Browser', 'DuckDuckGo', 'IEMobile', 'MIUI Browser', 'PaleMoon', 'UCBrowser', 'WeChat'],
    ...['FreeBSD', 'webOS', 'Mac OS', 'iOS'],
  ]) {
    t.equal(spelled(name.toLowerCase()), name)
    t.equal(spelled(name.toUpperCase()), name)
  }
  t.equal(spelled('ÉLAN 2GO o/x-y'), 'Élan 2go O/X-Y')
  t.equal(spelled(undefined), null)
})

t.test('Sec-Fetch-Mode is expected of browsers that send it always', async t => {
  const safari = (version: string) =>
    `Mozilla/5.0 (Macintosh) AppleWebKit/605.1 (KHTML, like Gecko) ${version}`
  for (const [userAgent, sends] of [
    [safari('Version/16.4 Safari/605.1'), true],
    [safari('Version/16.4.1 Safari/605.1'), true],
    [safari('Version/17.0 Mobile/15E148 Safari/604.1'), true],
    [safari('Version/16.3 Safari/605.1'), false],
    [safari('Version/16.3 Mobile/15E148 Safari/604.1'), false],
    [safari('Version/9.1.2 Safari/601.7'), false],
    [safari('Chrome/80.0 Safari/537.36'), true],
    [safari('Chrome/79.0 Safari/537.36'), false],
    [safari('Chrome/100.0 Electron/20.0 Safari/537.36'), false],
    [safari('Version/4.0 Chrome/100.0 Mobile Safari/537.36'), false],
    [safari('GSA/280 Mobile/15E148 Version/17.0 Safari/604.1'), false],
    [safari('Chrome/100.0 Safari/537.36').replace('Macintosh', 'Linux; Android 13; wv'), false],
    [safari('Version/17.0 Safari/604.1 Twitter for iPhone'), false],
    ['Mozilla/5.0 (X11) Gecko/20100101 Firefox/90.0', true],
    ['Mozilla/5.0 (X11) Gecko/20100101 Firefox/89.0', false],
    [null, false],
  ] as const)
    t.equal(readAgent(userAgent).sendsFetchMode, sends, `${userAgent}`)
  t.equal(readAgent(null).noEngine, true)
})

t.test('what is unknown is null', async t => {
  t.strictSame(facts(null), { browser: null, system: null, device: null })
  t.strictSame(facts('something/1'), { browser: null, system: null, device: null })
})

t.test('the same User-Agent is read once', async t => {
  t.equal(readAgent(chrome), readAgent(chrome))
})
