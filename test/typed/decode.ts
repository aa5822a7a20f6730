import t from 'tap'
import { decode } from '../../src/typed/decode.js'

t.test('reads what is validly encoded and keeps the rest', async t => {
  t.equal(decode('/%E7%94%A2%e5%93%81?a=%20b'), '/產品?a= b')
  t.equal(decode('100 % sure %2x %'), '100 % sure %2x %')
  t.equal(decode('%ff/%C3%BC/%E4'), '%ff/ü/%E4')
  t.equal(decode('%25C3'), '%C3', 'once')
})
