import t from 'tap'
import { withQuery } from '../../src/capture/redirect.js'

t.test("the click's query joins the target's, before its fragment", async t => {
  const cases: [target: string, request: string, expected: string][] = [
    ['https://example.com/', '/abc?a=1', 'https://example.com/?a=1'],
    ['https://example.com/?x=0', '/abc?a=1&b=%20', 'https://example.com/?x=0&a=1&b=%20'],
    ['https://example.com/p#part', '/abc?a=1', 'https://example.com/p?a=1#part'],
    ['https://example.com/p?x#part?no', '/abc?a', 'https://example.com/p?x&a#part?no'],
    ['https://example.com/', '/abc', 'https://example.com/'],
    ['https://example.com/', '/abc?', 'https://example.com/'],
    ['https://example.com/', '/abc?a=1?b', 'https://example.com/?a=1?b'],
  ]
  for (const [target, request, expected] of cases) t.equal(withQuery(target, request), expected)
})
