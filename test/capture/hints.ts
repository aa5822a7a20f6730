import t from 'tap'
import { readHints } from '../../src/capture/hints.js'

const hints = (
  headers: Record<string, string>,
  facts: { method?: string; protocol?: 'http' | 'https' } = {},
) => readHints({ method: 'GET', protocol: 'http', headers, ...facts })
const english = { 'accept-language': 'en' }

t.test('an ordinary visit over HTTP has no hints', async t => {
  t.same(hints(english), {})
})

t.test('each fact has its hint', async t => {
  t.same(hints(english, { method: 'HEAD' }), { head: true })
  t.same(hints(english, { protocol: 'https' }), { secure: true })
  t.same(hints({}), { noAcceptLanguage: true })
  t.same(hints({ ...english, 'sec-fetch-mode': 'navigate' }), { fetchMode: 'navigate' })
  t.same(hints({ ...english, 'sec-fetch-dest': 'image' }), { fetchDest: 'image' })
  t.same(hints({ ...english, 'sec-fetch-dest': 'document' }), {})
  t.same(hints({ ...english, accept: '*/*' }), { noHtml: true })
  t.same(hints({ ...english, accept: 'text/html,*/*;q=0.8' }), {})
  for (const name of ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']) {
    t.same(hints({ ...english, [name]: 'prefetch' }), { purpose: 'prefetch' }, name)
  }
  t.same(hints({ ...english, 'sec-purpose': 'prefetch;prerender', purpose: 'preview' }), {
    purpose: 'prefetch;prerender',
  })
})

t.test('hints are short and plain', async t => {
  t.same(hints({ ...english, purpose: 'x'.repeat(500), 'sec-fetch-mode': `a\0${'b'.repeat(500)}` }), {
    purpose: 'x'.repeat(64),
    fetchMode: `a${'b'.repeat(30)}`,
  })
})
