import t from 'tap'
import { isWholeBrowser } from '../../../src/ingest/steps/crawlers/whole-browser.js'

/** Each by one pattern alone, and spelled in each way that it may be. */
const browsers = {
  'an engine': [
    ...[
      'AppleWebKit/537 Chrome/1',
      'AppleWebKit Chrome/1',
      'AppleWebKit/1 Mobile/A',
      'AppleWebKit/1 Version/4',
    ],
    ...['Acme; wv)', 'Acme;wv)', 'Acme Gecko/2  Camino', 'Acme rv:1.9) Gecko', 'Acme rv:1)Gecko'],
    ...['Acme rv:1) like Gecko', 'Acme rv:1;ab.c; d) Gecko', 'Acme MSIE6', 'Acme MSIE 6', 'Acme Trident/7'],
    ...[
      'Acme Opera/9',
      'Acme Opera9',
      'Acme Opera 9',
      'Acme Opera Mini/4',
      'Acme OperaMini4',
      'Acme KHTML/4',
    ],
  ],
  'a device': [
    ...['Acme SMARTTV', 'Acme SMART-TV', 'Acme Cinnamon/12.3', 'Acme WAPBrowser', 'Acme WAP_Browser'],
    ...['Acme MMP/2', 'Acme BlackBerry8', 'Acme BlackBerry 8', 'Acme Series60', 'Acme Series 60'],
    ...['Acme WebKit5', 'Acme WebKit/5', 'Acme AveFront', 'Acme Ave-Front', 'Acme BREW/3', 'Acme BREW-3'],
    'Acme RIM9',
  ],
  'a name': [
    ...[
      'w3m/0',
      'Mozilla/5.0 (w3m/0)',
      'Mozilla/5.00 (compatible; w3m 1)',
      'Links 2',
      'ELinks/0',
      'Arachne/1',
    ],
    ...['xChaos_Arachne/1', 'Mosaic/2', 'NCSA_Mosaic/2', 'NCSA Mosaic(ab)/2', 'Emacs-W3/4', 'Emacs/W3 4'],
    ...['Browser Lynx/1', 'Browsr Lynx/1', 'MSIE/4', 'IBM WebExplorer/1', 'IBM-WebExplorer/1'],
    ...['Microsoft Internet Explorer/4', 'Microsoft Pocket Internet Explorer/4', 'Safari/8', 'Dillo_v2'],
    ...['Dillo2', 'Dillo (x', 'Dillo x ('],
  ],
  'a model': [
    ...[
      'SonyEricssonW5/',
      'Sony EricssonW5/',
      'iPodTouch-abc',
      'iPod Touch-abc',
      'HTC-Desire_HD A2',
      'Nokia6300/',
    ],
    ...['HTC Desire 510', 'HTC_a+b-c.d e_5', 'LGab-cd-e5', 'HTC_abc-d2e_fgh', 'HTC_ab', 'HTC_ab_cd/1.2'],
    ...['HTC/ab12c', 'HTC/1', 'iPhoneX', 'iPhoneXR', 'iPhoneXSMax', 'iPhoneXMax', 'iPhoneSE'],
  ],
  'a word for it': [
    ...[
      'my browser7',
      'my browser/v7',
      'a_Browser(',
      'Acme (x; U)',
      'Acme/1.2 (x; U; y)',
      'Acme [en] (x; U)',
    ],
    'Acme/1.2 [en] (x; U)',
  ],
}

const others = [
  ...[
    'Acme',
    'Acme 1.0',
    'Safari/8 CFNetwork/7',
    'Safari%20 8 CFNetwork/7',
    'Dillo',
    'Acme MSIE',
    'Acme RIM',
  ],
  ...['Acme BREW', 'my HTC-Desire2/', 'HTC_abc-d2 (', 'HTC_ab/1.2x', 'HTC/ab12c.d', 'iPhoneSE(', 'HTC/ab'],
  `${'a'.repeat(40)}Browser/1`,
]

for (const [what, userAgents] of Object.entries(browsers)) {
  t.test(`a whole browser is told by ${what}`, async t => {
    for (const userAgent of userAgents) t.ok(isWholeBrowser(userAgent), userAgent)
  })
}

t.test('what names none of them is no whole browser', async t => {
  for (const userAgent of others) t.notOk(isWholeBrowser(userAgent), userAgent)
})
