/** Browsers that build on another's User-Agent, and are themselves all the same. */
const builtOn: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Brave', /\bBrave(?: Chrome)?\/\d/],
  ['Ecosia', /\bEcosia\b/i],
  ['Aloha', /\bAloha(?:Browser|%20Browser)?\/\d/i],
]

/** Names as their makers spell them; a User-Agent may spell them otherwise. */
const spellings = new Map(
  [
    'Android Browser;Avant;Baidu;BIDUBrowser;BlackBerry;BOLT;Brave;Bing;Camino;Chrome;Chrome Headless;Chrome WebView;Chromium',
    'Cobalt;Dillo;DuckDuckGo;Edge;Epiphany;Facebook;Falkon;Firefox;Firefox Focus;Firefox Reality;GSA;Huawei Browser;iCab;ICE Browser',
    'IE;IEMobile;Iceweasel;Instagram;Iron;Jasmine;K-Meleon;KakaoTalk;Kindle;Klar;Konqueror;Line;LinkedIn;Links;Lunascape;Lynx',
    'Maxthon;Midori;MIUI Browser;Mobile Safari;Mozilla;MSIE;Naver;NetFront;Netscape;NetSurf;Nokia Browser;Obigo;Oculus Browser;OmniWeb',
    'Opera;Opera Coast;Opera Mini;Opera Mobi;Opera Tablet;Opera Touch;Opera GX;PaleMoon;PhantomJS;Phoenix;QQBrowser;QupZilla;QuteBrowser',
    'Safari;Sailfish Browser;Samsung Internet;SeaMonkey;Silk;Skyfire;Sleipnir;Snapchat;TikTok;UCBrowser;Vivaldi;Vivo Browser;w3m',
    'Waterfox;WeChat;Weibo;Whale;Yandex',
    'AIX;Android;Arch;Bada;BeOS;CentOS;Chromecast;Chromium OS;Debian;Fedora;Firefox OS;FreeBSD;Fuchsia;Gentoo;GNU;HarmonyOS;iOS;KaiOS;Linux',
    'Mac OS;Mageia;Mandriva;MeeGo;Mint;NetBSD;Nintendo;OpenBSD;OpenSolaris;OS/2;Palm;PlayStation;QNX;RISC OS;Sailfish;Series40;Slackware',
    'Solaris;SUSE;Symbian;Tizen;Ubuntu;UNIX;VectorLinux;webOS;Windows;Windows Mobile;Windows Phone;Xbox',
  ]
    .flatMap(row => row.split(';'))
    .map(name => [name.toLowerCase(), name]),
)

/** The browser of a User-Agent, given what the parser takes it for. */
export function browserName(userAgent: string, parsed: string | undefined): string | null {
  return builtOn.find(([, mark]) => mark.test(userAgent))?.[0] ?? spelled(parsed)
}

/** A name in one spelling, ignoring case; null if there is none. */
export function spelled(name: string | undefined): string | null {
  if (name === undefined) return null
  const lower = name.toLowerCase()
  return spellings.get(lower) ?? lower.replace(/(?<![\p{L}\d])\p{L}/gu, first => first.toUpperCase())
}
