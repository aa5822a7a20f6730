import t from 'tap'
import { readHints } from '../../src/capture/hints.js'

const hints = (
  headers: Record<string, string>,
  { method = 'GET', secure = false }: { method?: string; secure?: boolean } = {},
) => readHints({ method, headers }, secure)
const english = { 'accept-language': 'en' }

t.test('an ordinary visit over HTTP has no hints', async t => {
  t.same(hints(english), {})
})

t.test('each fact has its hint', async t => {
  t.same(hints(english, { method: 'HEAD' }), { head: true })
  t.same(hints(english, { secure: true }), { secure: true })
  t.same(hints({}), { noAcceptLanguage: true })
  t.same(hints({ ...english, 'sec-fetch-mode': 'navigate' }), { fetchMode: 'navigate' })
  t.same(hints({ ...english, 'sec-fetch-dest': 'image' }), { fetchDest: 'image' })
  t.same(hints({ ...english, 'sec-fetch-dest': 'document' }), {})
  t.same(hints({ ...english, accept: '*/*' }), { noHtml: true })
  t.same(hints({ ...english, accept: 'text/html,*/*;q=0.8' }), {})
  for (const name of ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']) {
    t.same(hints({ ...english, [name]: 'prefetch' }), { purpose: 'prefetch' }, name)
  }
})

t.test('all headers that may announce a prefetch are kept', async t => {
  const both = { 'sec-purpose': 'prefetch;prerender', purpose: 'preview' }
  t.same(hints({ ...english, ...both }), { purpose: 'prefetch;prerender, preview' })
  t.same(hints({ ...english, 'sec-purpose': '', 'x-moz': 'prefetch' }), { purpose: 'prefetch' })
  const long = { 'sec-purpose': 'x'.repeat(500), purpose: 'other', 'x-purpose': 'preview' }
  t.same(hints({ ...english, ...long }), { purpose: `${'x'.repeat(64)}, other, preview` })
})

t.test('hints are short and plain', async t => {
  t.same(hints({ ...english, purpose: 'x'.repeat(500), 'sec-fetch-mode': `a\0${'b'.repeat(500)}` }), {
    purpose: 'x'.repeat(64),
    fetchMode: `a${'b'.repeat(30)}`,
  })
})
