import { createHmac } from 'node:crypto'
import t from 'tap'
import { visitorOf } from '../../src/capture/visitor.js'

const salt = Buffer.alloc(32, 7)
const other = Buffer.alloc(32, 8)

t.test('a visitor is the first half of an HMAC-SHA256 of network, zero byte and User-Agent', async t => {
  const expected = createHmac('sha256', salt).update(Buffer.from('192.0.2.7\0Browser/1')).digest('hex')
  t.equal(visitorOf(salt, '192.0.2.7', 'Browser/1'), expected.slice(0, 32))
  t.match(visitorOf(salt, '', ''), /^[0-9a-f]{32}$/)
})

t.test('the same person is the same visitor, and everything else tells visitors apart', async t => {
  const visitor = visitorOf(salt, '192.0.2.7', 'Browser/1')
  t.equal(visitorOf(salt, '192.0.2.7', 'Browser/1'), visitor)
  t.not(visitorOf(salt, '192.0.2.7', 'Browser/2'), visitor, 'another browser behind one address')
  t.not(visitorOf(salt, '192.0.2.8', 'Browser/1'), visitor, 'another address')
  t.not(visitorOf(other, '192.0.2.7', 'Browser/1'), visitor, 'another link, or the same after its salt')
  t.not(visitorOf(salt, '192.0.2.7B', 'rowser/1'), visitor, 'the border between address and browser counts')
})

t.test('links may take turns, and their salts be of any length up to 64 bytes', async t => {
  const salts = [salt, Buffer.alloc(64, 9), Buffer.from('short'), salt, other]
  for (const key of salts) {
    const expected = createHmac('sha256', key).update('192.0.2.7\0Browser/1').digest('hex')
    t.equal(visitorOf(key, '192.0.2.7', 'Browser/1'), expected.slice(0, 32))
  }
})
