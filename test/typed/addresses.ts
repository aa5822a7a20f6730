import t from 'tap'
import { addressesIn, replaceAddresses } from '../../src/typed/addresses.js'

t.test('addresses are found as people write them into sentences', async t => {
  const text =
    'Read https://example.com/a, “https://example.com/b?c=d#e”; (http://münchen.de/ü). HTTPS://EXAMPLE.COM/C!\n' +
    '<https://example.com/d> https://en.example.org/Foo_(bar)). https://example.com/a/ and https://example.com/a'
  t.strictSame(addressesIn(text), [
    'https://example.com/a',
    'https://example.com/b?c=d#e',
    'http://münchen.de/ü',
    'HTTPS://EXAMPLE.COM/C',
    'https://example.com/d',
    'https://en.example.org/Foo_(bar)',
    'https://example.com/a/',
  ])
  t.equal(
    replaceAddresses('a https://example.com/b. c', () => '$&'),
    'a $&. c',
  )
  t.strictSame(addressesIn('example.com and ftp://example.com'), [])
})
