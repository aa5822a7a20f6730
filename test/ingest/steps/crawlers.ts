import { list } from 'isbot'
import t from 'tap'
import { singleWords } from '../../../src/ingest/steps/crawlers/single-words.js'
import { isCrawler } from '../../../src/ingest/steps/crawlers.js'
import { checkLists } from '../../fixtures/verdicts.js'

t.test('of the published lists, at most 0.2 % of programs pass and 0.1 % of people do not', async t => {
  for (const { name, kind, size, wrong, limit } of checkLists()) {
    t.ok(size > 50, `${name}: ${size} in the list`)
    t.ok(wrong.length <= size * limit, `${name}: ${wrong.length} ${kind}`, { wrong })
  }
})

t.test('every single word is a pattern of isbot’s', async t => {
  const gone = [...singleWords].filter(word => !list.includes(word))
  t.strictSame(gone, [])
})

const iOS =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const android =
  'Mozilla/5.0 (Linux; Android 10; V1824BA Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/105.0.0.0 Mobile Safari/537.36'
const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

t.test('single words beside a whole browser are no mark of a program', async t => {
  for (const userAgent of [
    `${android} MMWEBID/9551 MicroMessenger/7.0.14.1660(0x27000E37) Process/tools NetType/WIFI`,
    `${android} AliApp(TB/7.8.3) TTID/600000@taobao_android_7.8.3 WindVane`,
    `${android} hap/1.9/vivo com.example/1.0 ({"packageName":"com.vivo.browser","type":"url","extra":{}})`,
    `${android} NewsArticle/9.1.2 JsSdk/2.0 FeedReader/3 library/1.0; DiscoveryTab/1`,
    `${iOS} AliApp(AP/10.2.36.6000) AlipayDefined(nt:WIFI,ws:360|0|3.0) AlipayClient/10.2.36`,
    `${iOS} SmartNews/25.3.0`,
    `${iOS} GoogleLens/321.0`,
    `${iOS} ROBLOX iOS App 2.500.0 Hybrid RobloxApp/2.500.0 (GlobalDist; AppleAppStore) Phone Hybrid()`,
    `${desktop} DownloadHelper/7 ProxyServer`,
    'Mozilla/5.0 (Linux like Android; de_DE) AppleWebKit/534.34 PocketBook/626 (screen 1024x768) Mobile',
    'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; GWX:DOWNLOADED; rv:11.0) like Gecko',
    'Mozilla/5.0 (Windows NT 6.1; Trident/7.0; http://intranet.example.com; rv:11.0) like Gecko',
    'HbbTV/1.2.1 (;Panasonic;VIERA 2013;3.672;4101-0003;HTTP_SERVER)',
    'Mozilla/5.0 (SAMSUNG; SAMSUNG-GT-S8500/1.0; U; Bada/1.0; en-us) AppleWebKit/533.1 (KHTML, like Gecko) Dolfin/2.0 Mobile',
    'SAMSUNG-SGH-E250/1.0 Profile/MIDP-2.0 Configuration/CLDC-1.1 UP.Browser/6.2.3',
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
})

t.test('browsers without an engine’s name are browsers', async t => {
  for (const userAgent of [
    'w3m/0.5.1',
    'Dillo/3.1.0',
    'NetSurf/3.10 (Linux)',
    'Links (2.28; Linux x86_64; GNU C 12.1; text)',
    'Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1',
    'SAMSUNG-SGH-E250',
    'SGH-X999',
    'HTC-FABRIKAM',
    'HTC_Fabrikam_mini/1.33.111.3',
    'LG/X370',
    'iPhone99Plus',
    'FabrikamBrowser/1.0',
    'Contoso browser 3.1b',
    'Fabrikam.S1 CN.Browser/1.2',
    'Fabrikam/2.0 [de] (BeOS; U; BeOS 5.0)',
    'Contoso Mosaic/1.2',
    'FabrikamWebKit/531 (Contoso STB; Linux)',
    'Mozilla/4.0 (compatible; Fabrikam 1.2; RISC OS 4.39)',
    'Fabrikam_X1_wap_browser',
    'JUC(Linux;U;Android2.2;Zh_cn;Fabrikam;320*480;)UCWEB7.9.3.103/139/999',
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
})

t.test('among a browser’s extras a domain is a brand', async t => {
  for (const userAgent of [
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; www.fabrikam.de; .NET CLR 1.1.4322)',
    'Mozilla/4.0 (compatible; MSIE 5.5; Windows 98; Supplied by Contoso.net)',
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; Fabrikam.com 1.760; Contoso Toolbar)',
    'Mozilla/5.0 (Windows NT 6.3; Trident/7.0; {www.fabrikam.com}; rv:11.0) like Gecko',
    'UCWEB/2.0 (MIDP-2.0; U; Adr 4.0.4; www.fabrikam.com; GT-X1) U2/1.0.0 UCBrowser/9.8 U2/1.0.0 Mobile',
    'Mozilla/5.0 (Windows; U; Windows NT 5.1; en-US; rv:1.7.6; Google-TR-2) Gecko/20050223 Firefox/1.0.1',
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
  for (const userAgent of [
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1) Fabrikam.com',
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; http://fabrikam.com/)',
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; reach@fabrikam.com)',
    'Mozilla/5.0 (X11; Linux x86_64; www.fabrikam.com) Gecko/20100101 Firefox/140.0',
  ]) {
    t.ok(isCrawler(userAgent), userAgent)
  }
})

t.test('an app’s web view is a person’s, its own request is a program’s', async t => {
  const iPad = 'Mozilla/5.0 (iPad; CPU OS 15_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  for (const userAgent of [
    `${iPad} GoogleFabrikam/1.0 (WKWebView)`,
    'Mozilla/5.0 (4096MB; 1280x720; Contoso X1; 13) AppleWebKit/537.36 (KHTML, like Gecko) FABRIKAM Android App 2.7 Tablet Hybrid()',
    `${android.replaceAll('V1824BA', 'CUBOT_X_1')} Snapchat/10.24.5.0 (CUBOT_X_1; Android 10#14805627; gzip)`,
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
  for (const userAgent of [
    'Snapchat/12.12.1.40 (iPhone15,2; iOS 16.2; gzip)',
    'LGE SyncML DM Client/3.0',
    'HTC Agent',
    'Fabrikam/1.2 CFNetwork/1494.0.7 Darwin/23.4.0',
    'MobileSafari/604.1 CFNetwork/1494.0.7 Darwin/23.4.0',
    'ContosoBrowser/6.5 (com.fabrikam.browser; iOS 26.4.2) Alamofire/5.6.4',
    'Fabrikam (Contoso-X1; U; Android 14; de-de) FabrikamNews/1.0',
  ]) {
    t.ok(isCrawler(userAgent), userAgent)
  }
})

t.test('a program is one even with a whole browser’s User-Agent around its name', async t => {
  for (const userAgent of [
    'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.26100.8115',
    `${desktop} RuxitRecorder/1.0`,
    `${desktop} Site24x7`,
    'Mozilla/5.0 (Windows NT 6.1; rv:33.0) Gecko/20100101 Firefox/33.0 NETVIGIE',
    'Mozilla/5.0 (X11; Linux i686) AppleWebKit/534.34 (KHTML, like Gecko) khtml2png Safari/534.34',
    `${desktop} Squider/0.01`,
    `${iOS} thirdLandingPageFeInfra`,
    `${desktop} Google Favicon`,
    `${desktop} (ThousandEyes Agent)`,
    `${desktop} MyReader (https://reader.example/about)`,
    `${desktop} reach@reader.example`,
    `${desktop} (compatible; Reader)`,
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Reader) Chrome/119.0.0.0 Safari/537.36',
    desktop.replace('KHTML, like', 'KHTML, link'),
    `fetcher/1.2, ${desktop}`,
    `FabrikamBotEU/1.0 ${desktop}`,
    `<script>${desktop}`,
    `<!DOCTYPE x>${android}`,
    `${android} Googlebot`,
  ]) {
    t.ok(isCrawler(userAgent), userAgent)
  }
})

t.test('an app that names its telephone may show pages: only the weak signs tell', async t => {
  for (const userAgent of [
    'com.fabrikam.app/1 (iPhone; iOS 17.0; Scale/3.00)',
    'Fabrikam/3 (Android 13; Pixel 7)',
    'ContosoBrowser/4.1.0 (iPhone; iOS 15.6; Scale/3.00)',
    'stagefright/1.2 (Linux;Android 7.0)',
    'ExoPlayerDemo/2.18 (Linux;Android 11) ExoPlayerLib/2.18.1',
    'Dalvik/2.1.0 (Linux; U; Android 9; Contoso X1 Build/PQ1A)',
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
})

t.test('mail programs, readers and downloads are programs, and their web views are not', async t => {
  for (const userAgent of [
    'AppleCoreMedia/1.0.0.21F90 (Macintosh; U; Intel Mac OS X 14_5; en_us)',
    'Mozilla/5.0 (Windows NT 10.0) BITS/7.8',
    'Safari/605.1.15',
    `User-Agent: ${desktop}`,
    'NetNewsWire/6.1 (Mac OS X; Lite; gzip-happy)',
    'Outlook-iOS/2.0',
  ]) {
    t.ok(isCrawler(userAgent), userAgent)
  }
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  for (const userAgent of [
    `${iOS} NetNewsWire`,
    `${mac} NetNewsWire/6.1`,
    `${iOS} Outlook-iOS/2.0`,
    `${iOS} Fabrikam/6.5 (iPhone8,1; iPhone OS 9.2.1; Scale/2.00)`,
    `${desktop}/8.5.0 (Linux;Android 9) ExoPlayerLib/2.6.1`,
    'URL/Emacs Emacs/29.1 (X11; x86_64-pc-linux-gnu)',
    'FabrikamWebView/1.5 Android/7.0 Fabrikam/9.10.0',
    'SonyEricssonw580i/R4EA Java/SEMC-Java/2.0 Profile/MIDP-2.0',
    `${iOS} SpiderSolitaire/3`,
    `${android} SpiderSolitaire/3`,
    `${android} RobotoNews/1`,
    `${iOS} Chatbot/1`,
    'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1; Crawler Toolbar)',
  ]) {
    t.notOk(isCrawler(userAgent), userAgent)
  }
  t.ok(isCrawler(`${desktop} SpiderSolitaire/3`), 'outside an app')
  t.ok(isCrawler(`${iOS} SpiderBot/3`))
})

t.test('libraries, monitors and scanners are programs behind a whole browser', async t => {
  for (const name of [
    ...[
      'python-requests/2.3',
      'Go-http-client',
      'curl/7',
      'okhttp',
      'Wget/1.21',
      'httpx/0.27',
      'Java/17.0.1',
    ],
    ...['Netsparker', 'Invicti', 'Acunetix', 'Detectify', 'Sitespeed.io', 'WebPageTest', 'Yellow-Lab-Tools'],
    ...['Browserless', 'Rendertron', 'Uptrends', 'AlertSite', 'Freshping', 'StatusGator', 'Pulsetic'],
    ...['urlscan.io', 'monitis', 'Monitor/1.0', 'fetcher/1.0', 'Validator', 'fabrikambot0.5.0'],
  ]) {
    t.ok(isCrawler(`${desktop} ${name}`), name)
  }
  for (const name of ['HeartMonitor/2', 'ValidatorTab/1', 'Fetchers Inn', 'requests', 'CUBOT3']) {
    t.notOk(isCrawler(`${desktop} ${name}`), name)
  }
})

t.test('no User-Agent takes long to judge', async t => {
  for (const part of [
    'a',
    'a@',
    'a.',
    'AppleWebKit',
    '(Linux; Android (',
    'SAMSUNG-1 ',
    '; http',
    'x-',
    'Browser ',
    'MSIE www.a',
    'Spider',
    'SpiderAb/1 ',
    'ExoPlay',
    '; Scale/1',
  ]) {
    const begun = performance.now()
    isCrawler(part.repeat(1024).slice(0, 1024))
    t.ok(performance.now() - begun < 100, part)
  }
})

t.test('telephones with a crawler’s name are telephones', async t => {
  const phone = (model: string) =>
    `Mozilla/5.0 (Linux; Android 8.1.0; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36`
  for (const model of [
    'CUBOT_NOTE_S Build/MRA58K',
    'XBot_Senior Build/O11019',
    'Discovery DG500',
    'Spider 8',
    'Radar',
    'Newsday_E1',
  ]) {
    t.notOk(isCrawler(phone(model)), model)
  }
  t.ok(
    isCrawler(
      `${phone('Nexus 5X Build/MMB29P')} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
    ),
  )
  t.ok(isCrawler(phone('Nexus 5; Catchpoint')), 'a monitor that says so among the device')
})

t.test('a User-Agent that names no browser is a program', async t => {
  for (const userAgent of [
    'my-link-fetcher',
    'kubectl/v1.12.0 (linux/amd64)',
    'CopperEgg/RevealUptime/TokyoJP(aws)',
    'a'.repeat(1024),
  ]) {
    t.ok(isCrawler(userAgent), userAgent.slice(0, 60))
  }
})
