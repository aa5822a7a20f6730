import t from 'tap'
import { readEmbedded, readSide, richEmbed } from '../../../src/dashboard/embed/oembed.js'

const config = { baseUrl: 'https://sho.rt' }
const result = {
  name: '@me@example.social',
  headline: `"><script>alert(1)</script>`,
  figure: '2.0 %',
  label: '',
  sureness: null,
  title: 'x',
  account: null,
  note: 'no influence yet',
  beside: 'x',
  sentence: '',
}

t.test('reads the addresses of public pages, embeds and short links', async t => {
  const addresses = {
    'https://sho.rt/large+': 'large',
    'https://sho.rt/large%2B?x=1#y': 'large',
    'https://sho.rt/large ': 'large',
    'https://sho.rt/embed/large': 'large',
    'https://sho.rt/@me': '@me',
    'https://sho.rt/%40me@example.social': '@me@example.social',
    'https://sho.rt/embed/@me.bsky.social': '@me.bsky.social',
    'https://sho.rt/large/': 'large',
    'https://sho.rt/large/?x=1': 'large',
    'https://sho.rt/large+/': 'large',
    'https://sho.rt//large': 'large',
    'https://sho.rt/large).': 'large',
    'https://sho.rt/large+…': 'large',
    'https://sho.rt/large%E2%80%8B': 'large',
    'https://sho.rt/@me/': '@me',
    'https://sho.rt/@me.bsky.social.': '@me.bsky.social',
    'https://sho.rt/embed/large/': 'large',
    'http://sho.rt/large+': 'large',
    'HTTPS://SHO.RT/large': 'large',
    'https://Sho.rt./large': 'large',
    'sho.rt/large': 'large',
    '//sho.rt/@me': '@me',
    'https://sho.rt:443/large': 'large',
    'http://sho.rt:80/large': 'large',
    'sho.rt:443/embed/large': 'large',
    'https://sho.rt/large\u200b': 'large',
    '\ufeff https://sho.rt/large\u00a0': 'large',
    '<https://sho.rt/large>': 'large',
    '“sho.rt/(large)”': 'large',
    '[https://sho.rt/large](x': 'large',
    'https%3A%2F%2Fsho.rt%2Flarge%2B': 'large',
    'https://sho.rt/large?x=1&y': 'large',
    'https://sho.rt/large&utm=1': 'large',
    'https://sho.rt/embed/large+': 'large',
  }
  for (const [address, name] of Object.entries(addresses))
    t.equal(readEmbedded(address, config), name, address)
})

t.test('with a port in BASE_URL, at that port', async t => {
  const local = { baseUrl: 'http://localhost:3000' }
  for (const address of [
    'localhost:3000/large',
    'http://LOCALHOST:3000/large',
    'https://localhost:3000/large',
  ])
    t.equal(readEmbedded(address, local), 'large', address)
  for (const address of ['localhost/large', 'http://localhost:3001/large'])
    t.equal(readEmbedded(address, local), null, address)
})

t.test('and no others', async t => {
  const others = [
    ...[
      '',
      'large',
      '/large+',
      'ftp://sho.rt/large+',
      'https://sho.rt:8443/large+',
      'sho.rt.evil.example/large',
      'https://evil.example/https://sho.rt/large',
      'https://sho.rt.evil.example/large+',
    ],
    ...[
      'https://evil.example/large+',
      'https://sho.rt/',
      'https://sho.rt/a/b',
      'javascript:alert(1)',
      'https://sho.rt/%00',
    ],
  ]
  for (const address of others) t.equal(readEmbedded(address, config), null, address)
})

t.test('the frame is no larger than asked for', async t => {
  t.match(richEmbed(result, config, {}), { version: '1.0', type: 'rich', width: 480, height: 230 })
  t.match(richEmbed(result, config, { maxwidth: 300, maxheight: 10_000 }), { width: 300, height: 230 })
  t.match(richEmbed(result, config, { maxheight: 1 }).html, 'height="1"')
})

t.test('the theme goes on to the frame', async t => {
  t.match(richEmbed(result, config, { theme: 'dark' }).html, 'social?theme=dark"')
  for (const theme of ['light', 'dark'] as const) {
    t.match(richEmbed(result, config, { theme }).html, `color-scheme:${theme};"`, 'else it is opaque')
  }
  t.notMatch(richEmbed(result, config, { theme: 'auto' }).html, /theme|scheme/)
})

t.test('a side of which nothing is left sets no limit', async t => {
  for (const [text, side] of Object.entries({
    '100': 100,
    '100.5': 100,
    '1.': 1,
    ['9'.repeat(400)]: Infinity,
  }))
    t.equal(readSide(text), side, text)
  for (const text of [undefined, '', '0', '0.5', '.', '000']) t.equal(readSide(text), undefined, String(text))
})

t.test('a hostile title stays the title', async t => {
  const { html } = richEmbed(result, config, {})
  t.equal(
    html,
    '<iframe src="https://sho.rt/embed/@me@example.social" title="&quot;>&lt;script>alert(1)&lt;/script>" width="480" ' +
      'height="230" style="max-width:100%;" frameborder="0" loading="lazy"></iframe>',
  )
})
