import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { openArchive } from '../../src/imports/x-archive.js'
import { zip } from '../fixtures/zip.js'

const tweet = (id: string) => ({ tweet: { id_str: id, full_text: 'look' } })
const files = {
  'data/tweets.js': `window.YTD.tweets.part0 = ${JSON.stringify([tweet('20')])}`,
  'data/tweets-part1.js': `window.YTD.tweets.part1 = ${JSON.stringify([tweet('21'), tweet('22')])}`,
  'data/account.js': 'window.YTD.account.part0 = [{"account": {"username": "nell", "accountId": "1"}}]',
  'data/manifest.js':
    'window.__THAR_CONFIG = {"userInfo": {"userName": "nell"}, "archiveInfo": {"generationDate": "2026-07-14T10:20:30.000Z"}}',
  'data/follower.js':
    'window.YTD.follower.part0 = [{"follower": {"accountId": "1"}}, {"follower": {"accountId": "2"}}]',
  'data/tweets_media/20-tweets.js': 'no list of tweets',
  'data/deleted-tweets.js': 'no tweets of today',
  'Your archive.html': '<script>alert(1)</script>',
}

async function write(t: Test, all: Record<string, string>): Promise<string> {
  const folder = t.testdir()
  for (const [name, text] of Object.entries(all)) {
    await mkdir(join(folder, dirname(name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

async function writeZip(t: Test, bytes: Buffer): Promise<string> {
  const path = join(t.testdir(), 'twitter-archive.zip')
  await writeFile(path, bytes)
  return path
}

async function all(path: string) {
  const archive = await openArchive(path)
  try {
    const ids: string[] = []
    for await (const { bytes } of archive.tweets()) ids.push(JSON.parse(`${bytes}`).tweet.id_str)
    const { username, generatedAt, followers } = archive
    return { username, generatedAt: generatedAt?.toISOString() ?? null, followers, ids: ids.sort() }
  } finally {
    archive.close()
  }
}

const expected = {
  username: 'nell',
  generatedAt: '2026-07-14T10:20:30.000Z',
  followers: 2,
  ids: ['20', '21', '22'],
}

t.test('a zip file and its unpacked folder say the same', async t => {
  t.strictSame(await all(await writeZip(t, zip(files))), expected)
  t.strictSame(await all(await write(t, files)), expected)
  const deeper = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`twitter-2026/${name}`, text]),
  )
  t.strictSame(await all(await writeZip(t, zip(deeper))), expected, 'packed again, with a folder around it')
})

t.test('an older archive', async t => {
  const old = {
    'tweet.js': 'window.YTD.tweet.part0 = [ {"tweet": {"id_str": "20"}} ]',
    'account.js': 'window.YTD.account.part0 = [ {"account": {"username": "nell"}} ]',
  }
  const found = { username: 'nell', generatedAt: null, followers: null, ids: ['20'] }
  t.strictSame(await all(await write(t, old)), found)
  t.strictSame(await all(await writeZip(t, zip(old))), found)
})

t.test('a file that is no archive, or is made to do harm, is refused', async t => {
  const bomb = { ...files, 'data/tweets.js': Buffer.alloc(64 * 1024 * 1024, ' ') }
  for (const [bytes, message] of [
    [Buffer.from('no zip'), /cannot be read as a zip file/],
    [zip(files).subarray(0, -60), /cannot be read as a zip file/],
    [zip({ 'readme.txt': 'hello' }), /no archive of X/],
    [zip({ 'data/tweets.js': files['data/tweets.js'] }), /account\.js is missing/],
    [zip({ ...files, '../../etc/tweets.js': 'x' }), /cannot be read as a zip file: invalid relative path/],
    [zip({ ...files, '/data/tweets.js': 'x' }), /cannot be read as a zip file: absolute path/],
    [zip(bomb), /would grow to 64 MB/],
    [zip(bomb, { 'data/tweets.js': 5000 }), /too many bytes|blanks/],
    [
      zip({ ...files, 'data/tweets.js': 'window.YTD.tweets.part0 = [{"tweet": {}}]; alert(1)' }),
      /code behind/,
    ],
    [
      zip({ ...files, 'data/account.js': 'window.YTD.account.part0 = [{"account": {"username": nell}}]' }),
      /not JSON/,
    ],
    [
      damagedIn(zip(files), 'data/tweets.js'),
      /data\/tweets\.js in .* cannot be read .*download the archive again/,
    ],
  ] as const) {
    await t.rejects(all(await writeZip(t, bytes)), { name: 'InvalidImport', message }, String(message))
  }
})

/** The zip file with another byte at the start of what is packed under this name. */
function damagedIn(bytes: Buffer, name: string): Buffer {
  const damaged = Buffer.from(bytes)
  damaged.writeUInt8(0xff, damaged.indexOf(name) + name.length)
  return damaged
}
