import t from 'tap'
import { readEmbedded, richEmbed } from '../../../src/dashboard/embed/oembed.js'

const config = { baseUrl: 'https://sho.rt' }
const result = {
  name: '@me@example.social',
  headline: `"><script>alert(1)</script>`,
  figure: '2.0 %',
  label: '',
  sureness: null,
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
  }
  for (const [address, name] of Object.entries(addresses))
    t.equal(readEmbedded(address, config), name, address)
})

t.test('and no others', async t => {
  const others = [
    ...[
      '',
      'large',
      '/large+',
      'http://sho.rt/large+',
      'https://sho.rt:8443/large+',
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
  t.match(richEmbed(result, config, {}), { version: '1.0', type: 'rich', width: 480, height: 260 })
  t.match(richEmbed(result, config, { maxwidth: 300, maxheight: 10_000 }), { width: 300, height: 260 })
  t.match(richEmbed(result, config, { maxheight: 1 }).html, 'height="1"')
})

t.test('a hostile title stays the title', async t => {
  const { html } = richEmbed(result, config, {})
  t.equal(
    html,
    '<iframe src="https://sho.rt/embed/@me@example.social" title="&quot;>&lt;script>alert(1)&lt;/script>" width="480" ' +
      'height="260" frameborder="0" loading="lazy"></iframe>',
  )
})
