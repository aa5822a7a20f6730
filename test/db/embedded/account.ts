import { chmod, chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { isOpenToAll, serverAccount } from '../../../src/db/embedded/account.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

t.test('an ordinary user runs PostgreSQL as itself', async t => {
  t.equal(serverAccount('/nowhere', 1000), null)
})

t.test('root gives a new cluster to nobody', async t => {
  const account = serverAccount('/nowhere', 0)
  t.ok(account !== null && account.uid > 0 && account.gid > 0)
})

t.test(
  'root runs a cluster as the account that owns it',
  { skip: process.getuid?.() !== 0 && 'needs root' },
  async t => {
    const directory = await temporaryDirectory(t)
    await chown(directory, 12_345, 54_321)
    t.strictSame(serverAccount(directory, 0), { uid: 12_345, gid: 54_321 })
    // An empty directory that root has made is not a cluster yet.
    await chown(directory, 0, 0)
    t.not(serverAccount(directory, 0)?.uid, 0)
  },
)

t.test('a path is open to all only if each of its parents is', async t => {
  const parent = await temporaryDirectory(t)
  const path = join(parent, 'below')
  await mkdir(path)
  await chmod(path, 0o755)
  await chmod(parent, 0o711)
  t.ok(isOpenToAll(path))
  await chmod(parent, 0o700)
  t.notOk(isOpenToAll(path))
  await chmod(parent, 0o755)
  await chmod(path, 0o750)
  t.notOk(isOpenToAll(path))
  t.notOk(isOpenToAll(join(parent, 'missing')))
})
