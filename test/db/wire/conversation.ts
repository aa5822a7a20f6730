import t from 'tap'
import { Conversation } from '../../../src/db/wire/conversation.js'
import { query, sync } from '../../../src/db/wire/messages.js'
import { refusal } from '../../fixtures/refusal.js'

const ready = (state = 'I') => Buffer.from(`Z\0\0\0\x05${state}`)
const row = (text: string) => {
  const head = Buffer.from('D\0\0\0\0')
  head.writeUInt32BE(4 + text.length, 1)
  return Buffer.concat([head, Buffer.from(text)])
}
/** Twice the time between two looks. */
const answerMs = 10_000

t.test('an idle server is asked, and the driver hears nothing of the answer, wherever it is cut', async t => {
  const notice = row('a notification')
  const answer = Buffer.concat([notice, ready(), notice])
  for (let cut = 0; cut <= answer.length; cut++) {
    const talk = new Conversation(answerMs)
    t.equal(talk.look(), 'ask')
    const heard = [answer.subarray(0, cut), answer.subarray(cut)].map(part => talk.received(part).pass)
    t.same(Buffer.concat(heard), Buffer.concat([notice, notice]), `cut at ${cut}`)
    t.equal(talk.look(), 'ask', 'it has answered, and is asked again')
  }
})

t.test('a statement that is sent while it is asked gets its own answer', async t => {
  const talk = new Conversation(answerMs)
  t.equal(talk.look(), 'ask')
  talk.sent(query('select 1'))
  const { pass } = talk.received(Buffer.concat([ready(), row('1'), ready()]))
  t.same(pass, Buffer.concat([row('1'), ready()]))
  t.equal(talk.look(), 'ask', 'nothing is owed')
})

t.test('an idle server that is silent is given up', async t => {
  const talk = new Conversation(answerMs)
  t.strictSame([talk.look(), talk.look(), talk.look()], ['ask', null, 'give up'])
})

t.test('a statement has its time, also behind others, and is not disturbed', async t => {
  const talk = new Conversation(answerMs)
  talk.sent(Buffer.concat([query('select 1'), query('select 2')]))
  talk.sent(Buffer.concat([row('the parts of another statement'), sync]))
  t.strictSame([talk.look(), talk.look()], [null, null])
  talk.received(ready())
  t.strictSame([talk.look(), talk.look()], [null, null], 'two are still under way')
  talk.received(row('a part of the answer'))
  t.strictSame([talk.look(), talk.look(), talk.look()], [null, null, 'give up'])
  const endless = new Conversation(Number.POSITIVE_INFINITY)
  endless.sent(query('create index'))
  for (let look = 0; look < 1000; look++) t.equal(endless.look(), null)
})

t.test('a transaction that waits for its client is left to the server', async t => {
  const talk = new Conversation(answerMs)
  talk.sent(query('begin'))
  talk.received(ready('T'))
  for (let look = 0; look < 10; look++) t.equal(talk.look(), null)
  talk.sent(query('commit'))
  talk.received(ready())
  t.equal(talk.look(), 'ask')
})

t.test('an error that ends the session is kept, any other is passed on', async t => {
  const said = Buffer.concat([row('1'), refusal('57P01', 'terminating connection')])
  const harmless = Buffer.from(
    refusal('22012', 'division by zero').toString('latin1').replaceAll('FATAL', 'ERROR'),
    'latin1',
  )
  for (let cut = 0; cut <= said.length; cut++) {
    const talk = new Conversation(answerMs)
    talk.sent(query('select'))
    t.same(talk.received(harmless), { pass: harmless, fatal: null })
    const [one, two] = [talk.received(said.subarray(0, cut)), talk.received(said.subarray(cut))]
    t.same(Buffer.concat([one.pass, two.pass]), row('1'), `cut at ${cut}`)
    t.match(one.fatal ?? two.fatal, { code: '57P01', message: 'terminating connection', severity: 'FATAL' })
  }
})
