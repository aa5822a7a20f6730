import t from 'tap'
import { ask } from '../../src/followers/ask.js'
import { isPublic, publicLookup } from '../../src/followers/public-lookup.js'
import { impatience, network } from '../fixtures/network.js'

t.test('only addresses of the public internet are public', async t => {
  for (const address of ['93.184.216.34', '1.1.1.1', '2606:2800:220:1::1', '::ffff:1.1.1.1']) {
    t.ok(isPublic(address), address)
  }
  const inner = [
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '192.0.2.1', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::7f00:1',
      '4000::1',
      'localhost',
      '',
    ],
  ]
  for (const address of inner) t.notOk(isPublic(address), address)
})

t.test('a name of an inner address is refused before anything is sent', async t => {
  const found = await network(t, { body: {} })
  const url = new URL(found.url)
  url.hostname = 'localhost'
  const once = { ...impatience, attempts: 1 }
  t.match(await ask({ url, lookup: publicLookup }, once), {
    problem: 'unavailable',
    detail: /localhost has no public address/,
  })
  t.strictSame(found.asked, [])
})
