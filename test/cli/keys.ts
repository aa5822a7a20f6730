import { eq } from 'drizzle-orm'
import t from 'tap'
import { createKey, hashKey, listKeys, revokeKey } from '../../src/auth/keys.js'
import { apiKeys } from '../../src/db/schema.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'
import { storeAccount } from '../fixtures/numbers.js'

t.test('the key alone goes to standard output and is stored hashed', async t => {
  const { db, url } = await database(t)
  const { status, out, err } = await commandLine(['key', 'create', '--name', 'laptop', '--role', 'member'], {
    DATABASE_URL: url,
  })
  t.equal(status, 0)
  t.match(out, /^fh_[\w-]{27}\n$/)
  t.match(err, /^Key \d+, "laptop", member, in DATABASE_URL\. It is shown this once/)
  t.notMatch(err, out.trim())
  const rows = await db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, hashKey(out.trim())))
  t.match(rows, [{ name: 'laptop', role: 'member', revokedAt: null }])
})

t.test('without options it is an admin key', async t => {
  const { url } = await database(t)
  const { out } = await commandLine(['key', 'create', '--json'], { DATABASE_URL: url })
  t.match(JSON.parse(out), { name: 'cli', role: 'admin', key: /^fh_/ })
})

t.test('a name has nothing unseen at its ends, and is not empty', async t => {
  const { url } = await database(t)
  const create = (name: string) =>
    commandLine(['key', 'create', '--json', '--name', name], { DATABASE_URL: url })
  t.match(JSON.parse((await create('\u200b laptop\u00a0')).out), { name: 'laptop' })
  t.match(await create(' \u200b'), { status: 2, err: /--name must not be empty/ })
})

t.test('a key is changed; what is left out stays', async t => {
  const { db, url } = await database(t)
  await storeAccount(db, '@me')
  const { id } = await createKey(db, { name: 'robot', role: 'admin' })
  const edit = async (...words: string[]) =>
    commandLine(['key', 'edit', String(id), '--json', ...words], { DATABASE_URL: url })
  t.match(JSON.parse((await edit('--role', 'viewer', '--accounts', '@me,@me')).out), {
    ...{ id, name: 'robot', role: 'viewer', accounts: ['@me'], expiresAt: null },
  })
  const dated = await edit('--name', 'reader', '--expires', '2999-01-31')
  t.match(JSON.parse(dated.out), { name: 'reader', role: 'viewer', expiresAt: '2999-01-31T23:59:59.000Z' })
  t.match(JSON.parse((await edit('--accounts', 'all', '--expires', 'never')).out), {
    ...{ name: 'reader', accounts: null, expiresAt: null },
  })
  t.match(await edit(), { status: 2, err: /Give --name/ })
  t.match(await edit('--accounts', '@nobody'), { status: 1, err: /@nobody/ })
  t.match(await edit('--role', 'king'), { status: 2 })
  await revokeKey(db, id)
  t.match(await edit('--name', 'again'), { status: 1, err: /no valid key/ })
})

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
  t.match(headings, /^id +key +role +accounts +created +last used +expires +revoked +name$/)
  t.match(
    rows[0],
    new RegExp(`^ *${laptop.id}  ${laptop.prefix}… +admin +all +[\\d-]+ [\\d:]+ +never +never +laptop$`),
  )
  t.match(rows[1], /member +all +[\d-]+ [\d:]+ +never +never +[\d-]+ [\d:]+ +robot \uFFFD\[2J$/)
  t.notOk(out.includes(laptop.key) || out.includes(robot.key))
  const json = await commandLine(['key', 'list', '--json'], env)
  const { data } = JSON.parse(json.out)
  t.match(data, [
    { id: laptop.id, name: 'laptop', revokedAt: null },
    { id: robot.id, role: 'member' },
  ])
  t.strictSame(
    Object.keys(data[0]).join(),
    'id,name,role,prefix,accounts,createdAt,expiresAt,lastUsedAt,revokedAt',
  )
  t.notMatch(json.out, /"key"|"hash"/)
})

t.test('a key is revoked once, and no other', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  const { id } = await createKey(db, { name: 'laptop', role: 'admin' })
  const other = await createKey(db, { name: 'other', role: 'admin' })
  t.match(await commandLine(['key', 'revoke', String(id)], env), {
    status: 0,
    out: `Key ${id} is revoked.\n`,
  })
  t.match(await listKeys(db), [
    { id, revokedAt: Date },
    { name: 'other', revokedAt: null },
  ])
  const { out } = await commandLine(['key', 'revoke', String(other.id), '--json'], env)
  t.match(JSON.parse(out), { id: other.id, name: 'other', revokedAt: String })
  const again = { status: 1, out: '', err: `Error: There is no valid key ${id} in DATABASE_URL.\n` }
  t.strictSame(await commandLine(['key', 'revoke', String(id)], env), again)
})

t.test('a key is limited to accounts, and ends', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  await storeAccount(db, '@me')
  const create = (...more: string[]) => commandLine(['key', 'create', '--json', ...more], env)
  const { out } = await create('--role', 'author', '--accounts', '@ME', '--expires', '2999-12-31')
  t.match(JSON.parse(out), { role: 'author', accounts: ['@me'], expiresAt: '2999-12-31T23:59:59.000Z' })
  t.match(JSON.parse((await create('--role', 'author')).out), { accounts: [] })
  await storeAccount(db, '@you')
  const named = await create('--accounts', 'x.com/me; @you,@Me')
  t.match(JSON.parse(named.out), { accounts: ['@me', '@you'] }, 'named in every form')
  t.match(await create('--accounts', '@me no!'), { status: 2, err: /"no!" is not a handle/ })
  t.match(await create('--accounts', '@nobody'), { status: 1, err: /There is no account "@nobody"/ })
  t.match(await create('--expires', '2020-01-01'), {
    status: 2,
    err: /--expires must be a day or time to come/,
  })
  t.match(await create('--role', 'king'), { status: 2, err: /must be admin, member, author or viewer/ })
  t.match((await commandLine(['key', 'list'], env)).out, /author +@me .*2999-12-31/)
})
