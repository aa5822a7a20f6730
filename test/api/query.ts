import t from 'tap'
import { readQuery } from '../../src/api/query.js'

const value = (text: string) => readQuery(`q=${text}`).q

t.test('what is validly encoded is read as before', async t => {
  t.match(readQuery('a=1&b=%C3%A9+%F0%9F%98%80&b=2&c&=x&__proto__=y'), { a: '1', b: ['é 😀', '2'], c: '' })
  t.equal(value('100%'), '100%')
  t.equal(value('%zz%C3%A9'), '%zzé')
})

t.test('a byte that is no UTF-8 is half of a character, and the rest is read', async t => {
  t.equal(value('%FF'), '\udcff')
  t.equal(value('caf%E9%20x'), 'caf\udce9 x')
  t.equal(value('%C3%28%C3%A9'), '\udcc3(é')
  t.equal(value('%ED%A0%80'), '\udced\udca0\udc80')
  t.equal(value('%41%E4%BD'), 'A\udce4\udcbd')
  t.match(readQuery('%FF=1'), { '\udcff': '1' })
})
