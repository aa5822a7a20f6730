import t from 'tap'
import { sharedSecret } from '../../src/auth/secret.js'
import { database } from '../fixtures/database.js'

t.test('all nodes get the same secret, also when they ask at the same time', async t => {
  const { db } = await database(t)
  const secrets = await Promise.all(Array.from({ length: 8 }, () => sharedSecret(db, 'cookies')))
  t.equal(new Set(secrets.map(secret => secret.toString('hex'))).size, 1)
  t.equal(secrets[0]?.length, 32)
})

t.test('each name has a secret of its own', async t => {
  const { db } = await database(t)
  const [one, other] = [await sharedSecret(db, 'one'), await sharedSecret(db, 'other')]
  t.notSame(one.toString('hex'), other.toString('hex'))
})
