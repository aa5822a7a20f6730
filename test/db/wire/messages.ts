import t from 'tap'
import { firstMessage, query, readError, readStatus, startup, sync } from '../../../src/db/wire/messages.js'
import { refusal } from '../../fixtures/refusal.js'

t.test('messages of a client', async t => {
  t.same(sync, Buffer.from('S\0\0\0\x04'))
  t.same(query('select 1'), Buffer.from('Q\0\0\0\x0dselect 1\0'))
  t.same(
    startup({ user: 'me', database: 'app', options: undefined, application_name: '' }),
    Buffer.from('\0\0\0\x1e\0\x03\0\0user\0me\0database\0app\0\0'),
    'what is not told is not sent',
  )
})

t.test('a message is read when it is whole', async t => {
  const message = query('ä')
  for (let end = 0; end < message.length; end++) t.equal(firstMessage(message.subarray(0, end)), null)
  t.same(firstMessage(Buffer.concat([message, sync])), message)
})

t.test('what a server says', async t => {
  t.strictSame(readStatus(Buffer.from('S\0\0\0\x15in_hot_standby\0on\0')), ['in_hot_standby', 'on'])
  t.match(readError(refusal('28P01', 'wrong password')), {
    name: 'PostgresError',
    code: '28P01',
    message: 'wrong password',
    severity: 'FATAL',
  })
})
