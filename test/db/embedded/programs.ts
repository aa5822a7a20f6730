import { chmod, mkdir, readdir, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isOpenToAll } from '../../../src/db/embedded/account.js'
import { preparePrograms } from '../../../src/db/embedded/programs.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const nobody = { uid: 65534, gid: 65534 }

/**
 * A package in the form of the real ones, below a directory of `mode`, without the symlinks of its
 * install script.
 */
async function place(t: Test, mode: number) {
  const parent = await temporaryDirectory(t)
  const native = join(parent, 'native')
  await mkdir(join(native, 'bin'), { recursive: true })
  await mkdir(join(native, 'lib'))
  await writeFile(join(native, 'bin', 'postgres'), '')
  await chmod(join(native, 'bin', 'postgres'), 0o755)
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  // Whatever the umask is.
  for (const each of [native, join(native, 'bin'), join(native, 'lib')]) await chmod(each, 0o755)
  await chmod(join(native, 'lib', 'libpq.so.5.18'), 0o644)
  await chmod(parent, mode)
  const copies = await temporaryDirectory(t)
  await chmod(copies, 0o755)
  return { found: { native, version: '18.4.0' }, copies }
}

t.test('a package that can be reached is used where it is, with its symlinks made', async t => {
  const { found, copies } = await place(t, 0o755)
  t.equal(await preparePrograms(found, nobody, [copies]), found.native)
  t.equal(await readlink(join(found.native, 'lib', 'libpq.so.5')), 'libpq.so.5.18')
  t.strictSame(await readdir(copies), [])
})

t.test("symlinks that the package's own script has made are left alone", async t => {
  const { found, copies } = await place(t, 0o755)
  await symlink('libpq.so.5.18', join(found.native, 'lib', 'libpq.so.5'))
  t.equal(await preparePrograms(found, null, [copies]), found.native)
})

t.test('a package below a private directory is copied once, for every user to read', async t => {
  const { found, copies } = await place(t, 0o700)
  await chmod(join(found.native, 'lib', 'libpq.so.5.18'), 0o600)
  const [first, second] = await Promise.all([
    preparePrograms(found, nobody, [copies]),
    preparePrograms(found, nobody, [copies]),
  ])
  t.equal(first, second)
  t.strictSame(await readdir(copies), ['postgres-18.4.0'])
  t.ok(isOpenToAll(join(first, 'lib', 'libpq.so.5.18')))
  t.equal(await readlink(join(first, 'lib', 'libpq.so.5')), 'libpq.so.5.18')
  const { ino } = await stat(first)
  await preparePrograms(found, nobody, [copies])
  t.equal((await stat(first)).ino, ino)
})

t.test('a copy from which a cleaner has taken a file is made again', async t => {
  const { found, copies } = await place(t, 0o700)
  const native = await preparePrograms(found, nobody, [copies])
  await rm(join(native, 'lib', 'libpq.so.5.18'))
  t.equal(await preparePrograms(found, nobody, [copies]), native)
  t.ok((await stat(join(native, 'lib', 'libpq.so.5.18'))).isFile())
  t.strictSame(await readdir(copies), ['postgres-18.4.0'])
})

t.test('the service itself needs no copy of a package below its own private directory', async t => {
  const { found, copies } = await place(t, 0o700)
  t.equal(await preparePrograms(found, null, [copies]), found.native)
})

t.test('a directory that is private or not this user’s alone is passed over', async t => {
  const { found, copies } = await place(t, 0o700)
  const hidden = await temporaryDirectory(t)
  const shared = join(copies, 'shared')
  await mkdir(join(shared, 'postgres-18.4.0'), { recursive: true })
  await chmod(join(shared, 'postgres-18.4.0'), 0o777)
  const used = await preparePrograms(found, nobody, [join(hidden, 'below'), shared, copies])
  t.equal(used, join(copies, 'postgres-18.4.0', 'native'))
})

t.test('where no directory takes the copy, the error says what to do', async t => {
  const { found } = await place(t, 0o700)
  await t.rejects(preparePrograms(found, nobody, ['/dev/null/below']), {
    name: 'CannotStart',
    message: /set DATABASE_URL/,
  })
})
