/** An engine with a browser's or a web view's own token behind it. */
const engines =
  /AppleWebKit\/?.*(?:Chrome\/|Chromium\/|CriOS\/|Safari|Mobile\/\w|Version\/\d|Browser)|; ?wv\)|\((?:i(?:Phone|Pad|Pod)|Macintosh;)[^()]*\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)|like Gecko\) (?:Mobile\/|.*\b(?:Android|iOS|Windows|Mac) App \d)|\bGecko\/\d+.*\b[A-Z]\w+|rv:[\d.]+(?:; ?[\w.]+)*\) ?(?:like )?Gecko|\bMSIE ?\d|Trident\/\d|\bOpera[ /]?(?:Mini|Mobi|Tablet|Touch)?[ /]?\d|\bOPR\/|\bPresto\/|\bKHTML\/\d|Konqueror\//i

/** Browsers of televisions, consoles and of telephones before there were web views. */
const devices =
  /\bHbbTV\b|SMART-?TV|SmartHub|Maple|NETTV|CE-HTML|\bNetCast\b|webOS\.TV|\bLG Browser\b|\bViera\b|\bInettvBrowser\b|\bHybridcast\b|\bEspial\b|\bCinnamon\/\d+\.\d|\bNintendo\b|PlayStation|\bPSP\b|\bRoku\b|\bNetFront\b|\bObigo\b|\bTeleca\b|\bMAUI\b|\bUP\.(?:Browser|Link)|UC ?(?:Browser|WEB)(?![a-z])|\bMIDP\b|\bCLDC\b|WAP[ _-]?Browser|\bMMP\/\d|BlackBerry ?\d|\bDoCoMo\/|\bKDDI-|\bJ-PHONE\/|SoftBank\/|Vodafone\/|\bPalm(?:Source|scape|OS)|\bBlazer\b|\bIEMobile|\bSymbian|\bSeries ?[346]0\b|\bKaiOS\/|\bTizen\b|\bBada\b|\bDolfin\/|\bSkyfire\/|PocketBook\/|\bKindle\/|\bCobalt\/|\bPOLARIS\/|\bDream(?:Key|Passport)\b|(?<!Apple)WebKit[/ ]?\d|\bAve-?Front\b|\bRISC OS\b|\bWindows CE\b|\bBREW[/-]|\bRIM\d/i

/** Browsers that name no engine, by what their User-Agent begins with. */
const names =
  /^(?:Mozilla\/\d\.\d+ \((?:compatible; )?)?(?:w3m|Dillo|NetSurf|E?Links|Lynx|Midori|Epiphany|Galeon|Iceweasel|Camino|iCab|OmniWeb|Amaya|Arena|Chimera|Cyberdog|IBrowse|AmigaVoyager|AWeb|NetPositive|Contiki|(?:xChaos_)?Arachne|HotJava|(?:\w+[ _])?Mosaic(?:\(\w+\))?|Sextatnt|BonEcho|GranParadiso|Minefield|Firefox|Phoenix|SeaMonkey|Uzbl|Surf|Vimb|Luakit|qutebrowser|Otter|Falkon|Ladybird|Servo|Brave|Vivaldi|Maxthon|Bunjalloo|BriskBard|OffByOne|BrowseX|retawq|URL\/Emacs|Emacs-w3m|Emacs[-/]W3|nook browser|Browse?r Lynx|WorldWideWeb|Netscape|Navigator|MSIE(?=\/\d)|Fluid|CERN-LineMode|IBM[ -]WebExplorer|MobileExplorer|Sleipnir|Flock|Xombrero|Dooble|Lotus-Notes|Vimprobable|Microsoft (?:Pocket )?Internet Explorer|Safari(?![/%].*CFNetwork))(?:[ /_v]*\d|\b.*[( ])/i

/** Telephones that call themselves by their model and nothing else. */
const models =
  /^(?:SAMSUNG|SEC|LGE?|NOKIA|Sony ?Ericsson|Sony|MOT|Motorola|BlackBerry|HTC|HUAWEI|ZTE|Alcatel|ASUS|SAGEM|SIE|PHILIPS|Sharp|Sanyo|PANTECH|Lenovo|TCL|TIANYU|K-Touch|OPPO|vivo|Xiaomi|Haier|Hisense|CoolPad|Amoi|Audiovox|Kyocera|KWC|Toshiba|Panasonic|portalmmm|iPhone|iPod ?Touch|BIRD|S[CGP]H|GT|Ericsson|Spice|Karbonn|Micromax|LAVA|QTEK|Dopod|Palm|Treo|KDDI|Acer|Lumia)(?:(?=[-_ ]?[\w+.]*(?:[-_ ][\w+.]+)*\d)[-_ ]?[\w+.]+(?:[-_ ][\w+.]+){0,3}(?:\/|$)|[-_][a-z]+(?:[-_][a-z\d]+){0,2}$|(?:_[a-z]+){1,3}\/[\d.]+$|\/[a-z]*\d[a-z\d]*$|(?:SE|X[RS]?(?:Max)?)$)/i

/** Unknown browsers: called one, with a version, or with Netscape's `U` for how they encrypt. */
const unknown =
  /^[\w.+ -]{0,30}?[Bb]rowser(?:[/ _]?v?\d|\()|^(?!Mozilla)[A-Z]\w+(?:[/ ][\d.]+)?(?: \[\w+\])? \((?!iP|Apple|[^()]*Android)[^()]*; U[;)]/

/**
 * Whether a User-Agent is that of a whole browser or web view, and so more than a name. What else
 * it says may be about the app around it, the device, or the browser's extras.
 */
export function isWholeBrowser(userAgent: string): boolean {
  return [engines, devices, names, unknown, models].some(pattern => pattern.test(userAgent))
}
