import { hostname, networkInterfaces } from 'node:os'
import t from 'tap'
import { isThisService } from '../../src/links/this-service.js'

type Own = Parameters<typeof isThisService>[1]

const machine = ['127.0.0.1', '::1', '198.51.100.7', '2001:db8::7', 'fe80::1', 'box.example.net', 'box']
const is = (target: string, own: Own) => isThisService(new URL(target), own, () => machine)
const loopbacks = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'localhost.localdomain', 'ip6-localhost'],
  ...[
    '127.0.0.1',
    '127.0.0.1.',
    '127.0.0.2',
    '127.255.255.254',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
  ],
  ...['0x7f000001', '017700000001', '１２７.0.0.1', '%6cocalhost', 'ｌｏｃａｌｈｏｓｔ', '127。0。0。1'],
  ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:2]', '[::FFFF:127.1.2.3]'],
  ...['0.0.0.0', '0', '[::]', '[::ffff:0.0.0.0]'],
  // Carried by addresses of IPv6.
  ...['[::127.0.0.1]', '[::7f00:2]', '[::ffff:0:127.0.0.1]', '[::ffff:0:7f00:1]', '[::ffff:0:0:0]'],
  ...['[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:FF9B::0]', '[64:ff9b:1::7f01:203]'],
  ...['[2002:7f00:1::]', '[2002:7f00:1::1]', '[2002:0:0:1::]', '[2001:0:1:2:3:4:80ff:fffe]'],
]

t.test('every spelling of the loopback, where the service is there', async t => {
  const bases = [
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'http://127.5.5.5:8080',
  ]
  for (const baseUrl of bases) {
    const own = { baseUrl, host: '0.0.0.0', port: 3000 }
    for (const host of loopbacks) {
      t.ok(is(`http://${host}:8080/abc`, own), `${host} at the port of ${baseUrl}`)
      t.ok(is(`https://${host}:3000/`, own), `${host} at its own port`)
      t.notOk(is(`http://${host}:8081/`, own), `${host} at the port of another program`)
    }
  }
  const plain = { baseUrl: 'http://localhost', host: '0.0.0.0', port: 3000 }
  for (const target of ['http://127.0.0.1/', 'http://127.0.0.1:80/', 'https://127.0.0.1:443/x']) {
    t.ok(is(target, plain), target)
  }
})

t.test('the loopback, where the service is elsewhere', async t => {
  const own = { baseUrl: 'https://sho.rt', host: '127.0.0.1', port: 3000 }
  for (const host of loopbacks) {
    t.ok(is(`http://${host}:3000/`, own), host)
    t.notOk(is(`http://${host}/`, own), `${host} at the default port`)
  }
})

t.test('every spelling of the host of BASE_URL, at any port', async t => {
  const spellings: Record<string, string[]> = {
    'https://sho.rt': [
      'sho.rt',
      'SHO.RT',
      'sho.rt.',
      'sho.rt:443',
      'sho.rt:80',
      'sho.rt:8443',
      'ｓｈｏ。rt',
      'sho%2Ert',
    ],
    'https://münchen.de': [
      'münchen.de',
      'MÜNCHEN.DE',
      'mu\u0308nchen.de',
      'xn--mnchen-3ya.de',
      'XN--MNCHEN-3YA.de.',
    ],
    'https://xn--mnchen-3ya.de': ['münchen.de', 'münchen。de.', 'm%C3%BCnchen.de'],
    'https://sho.rt.': ['sho.rt'],
    'http://192.0.2.7:3000': [
      '192.0.2.7',
      '3221225991:3000',
      '0xc0.0.2.7',
      '[::ffff:192.0.2.7]',
      '[::ffff:c000:207]:3000',
    ],
    'http://[2001:db8::1]': ['[2001:db8::1]', '[2001:0DB8:0:0::0:1]:8080'],
  }
  for (const [baseUrl, hosts] of Object.entries(spellings)) {
    const own = { baseUrl: new URL(baseUrl).origin, host: '0.0.0.0', port: 3000 }
    for (const host of hosts) {
      t.ok(is(`http://${host}/abc`, own), `${host} is ${baseUrl}`)
      t.ok(is(`https:\\\\${host}/abc`, own), `${host} is ${baseUrl}`)
    }
  }
})

t.test('HOST at PORT', async t => {
  const own = { baseUrl: 'https://sho.rt', host: '192.0.2.7', port: 3000 }
  t.ok(is('http://192.0.2.7:3000/', own))
  t.ok(is('http://[::ffff:192.0.2.7]:3000/', own))
  t.notOk(is('http://192.0.2.7/', own))
  t.ok(is('http://[2001:db8:0::7]:3000/', { ...own, host: '2001:db8::7' }))
})

t.test('every address and name of the machine, where HOST means any', async t => {
  const spellings = [
    ...['198.51.100.7', '0xc6336407', '[::ffff:198.51.100.7]', '[64:ff9b::c633:6407]', '[2001:db8:0:0::7]'],
    ...['[FE80::1]', 'box', 'BOX.', 'box.example.net', 'Box.Example.Net.', '[2002:c633:6407::1]'],
  ]
  for (const host of ['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0']) {
    const own = { baseUrl: 'https://sho.rt', host, port: 3000 }
    for (const spelling of spellings) {
      t.ok(is(`http://${spelling}:3000/abc`, own), `${spelling} for ${host}`)
      t.notOk(is(`http://${spelling}:3001/abc`, own), `${spelling} for ${host} at another port`)
      t.notOk(is(`http://${spelling}/abc`, own), `${spelling} for ${host} at the default port`)
    }
    t.notOk(is('http://198.51.100.8:3000/', own))
    t.notOk(is('http://box.example.org:3000/', own))
  }
  const own = { baseUrl: 'https://sho.rt', host: '127.0.0.1', port: 3000 }
  for (const spelling of spellings)
    t.notOk(is(`http://${spelling}:3000/`, own), `${spelling} for ${own.host}`)
})

t.test('this very machine', async t => {
  const own = { baseUrl: 'https://sho.rt', host: '0.0.0.0', port: 3000 }
  const addresses = Object.values(networkInterfaces()).flatMap(found => found ?? [])
  const hosts = addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))
  for (const host of [...hosts, hostname(), `${hostname().split('.')[0]}.local`])
    t.ok(isThisService(new URL(`http://${host}:3000/`), own), host)
})

t.test('what is not the service', async t => {
  const own = { baseUrl: 'https://sho.rt', host: '::', port: 3000 }
  for (const target of [
    'https://www.sho.rt/',
    'https://sho.rt.example.com/',
    'https://example.com/sho.rt',
    'https://notsho.rt/',
    'https://localhost.example.com:3000/',
    'https://notlocalhost:3000/',
    'http://128.0.0.1:3000/',
    'http://[::2]:3000/',
    'http://192.0.2.7:3000/',
    'https://xn--mnchen-3ya.de/',
  ])
    t.notOk(is(target, own), target)
})
