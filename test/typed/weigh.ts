import t from 'tap'
import { weigh } from '../../src/typed/weigh.js'

t.test('Latin letters weigh 1, others 2, an emoji 2 as a whole, an address 23', async t => {
  t.equal(weigh(''), 0)
  t.equal(weigh('Grüße, “world”…'), 16, 'an ellipsis weighs 2')
  t.equal(weigh('日本語'), 6)
  t.equal(weigh('👨‍👩‍👧‍👦'), 2)
  t.equal(weigh('a 🙂 b'), 6)
  t.equal(weigh(`look https://example.com/${'x'.repeat(100)} there`), 34)
})

t.test('a letter weighs the same however it is composed', async t => {
  t.equal(weigh('e\u0301'), weigh('\u00e9'))
})

t.test('the punctuation after an address is no part of it', async t => {
  t.equal(weigh('(see https://example.com/).'), 5 + 23 + 2)
  t.equal(weigh('https://example.com/Foo_(bar), https://example.com'), 23 + 2 + 23)
})
