import t from 'tap'
import { parseUrl } from '../../src/typed/parse-url.js'

t.test('reads absolute addresses, and nothing else', async t => {
  t.equal(parseUrl('https://example.com/a b')?.href, 'https://example.com/a%20b')
  for (const text of ['', 'example.com', '/path', 'http://', 'http://a b/'])
    t.equal(parseUrl(text), null, text)
})

t.test('reads international hosts also in a process that has read many addresses', async t => {
  let read = 0
  for (let n = 0; n < 20_000; n++) {
    if (parseUrl(n % 2 === 0 ? 'https://münchen.de/é' : `https://example.com/${n}`) !== null) read++
  }
  t.equal(read, 20_000)
})
