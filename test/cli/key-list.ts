import t from 'tap'
import { createKey, revokeKey } from '../../src/auth/keys.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'

t.test('keys are listed without their secrets, names unable to steer the terminal', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  t.match(await commandLine(['key', 'list'], env), {
    status: 0,
    out: '',
    err: 'There is no key in DATABASE_URL.\n',
  })
  const laptop = await createKey(db, { name: 'laptop', role: 'admin' })
  const robot = await createKey(db, { name: 'robot \x1b[2J', role: 'member' })
  await revokeKey(db, robot.id)
  const { out } = await commandLine(['key', 'list'], env)
  const [headings, ...rows] = out.trimEnd().split('\n')
  t.match(headings, /^id +key +role +created +last used +revoked +name$/)
  t.match(rows[0], new RegExp(`^ *${laptop.id}  ${laptop.prefix}… +admin +[\\d-]+ [\\d:]+ +never +laptop$`))
  t.match(rows[1], /member +[\d-]+ [\d:]+ +never +[\d-]+ [\d:]+ +robot \uFFFD\[2J$/)
  t.notOk(out.includes(laptop.key) || out.includes(robot.key))
  const json = await commandLine(['key', 'list', '--json'], env)
  t.match(JSON.parse(json.out), [
    { id: laptop.id, name: 'laptop', revokedAt: null },
    { id: robot.id, role: 'member' },
  ])
  t.notMatch(json.out, /"key"|"hash"/)
})
