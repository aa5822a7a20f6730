import { randomBytes } from 'node:crypto'
import t from 'tap'
import { slimArchive } from '../../../../src/dashboard/client/lib/slim-archive.js'
import { openArchive } from '../../../../src/imports/x-archive.js'
import { archiveFiles, zip } from '../../../fixtures/zip.js'

const mostBytes = 1024 * 1024
const pictures = { 'data/tweets_media/20-a.mp4': randomBytes(2 * mostBytes) }
const files = archiveFiles({ '20': 'one', '21': 'two' })

async function slimmed(bytes: Buffer): Promise<Buffer> {
  return Buffer.from(await (await slimArchive(new Blob([Uint8Array.from(bytes)]), mostBytes)).arrayBuffer())
}

async function read(bytes: Buffer) {
  const { username, followers, tweets, close } = await openArchive(bytes)
  const texts: string[] = []
  for await (const entry of tweets()) texts.push(JSON.parse(`${entry.bytes}`).tweet.full_text)
  close()
  return { username, followers, texts }
}

const expected = { username: 'nell', followers: 2, texts: ['one', 'two'] }

t.test('a slim archive says what the whole one says, and has none of its pictures', async t => {
  const deep = Object.fromEntries(
    Object.entries({ ...pictures, ...files }).map(([name, text]) => [`twitter/${name}`, text]),
  )
  for (const whole of [
    zip({ ...pictures, ...files }),
    zip({ ...files, ...pictures }),
    zip({ ...pictures, ...files }, {}, { wide: true }),
    Buffer.concat([zip({ ...pictures, ...files }).subarray(0, -2), Buffer.from('\x05\x00notes', 'latin1')]),
    zip(deep),
  ]) {
    t.strictSame(await read(whole), expected)
    const slim = await slimmed(whole)
    t.ok(slim.length < 2_000, `${slim.length} bytes`)
    t.strictSame(await read(slim), expected)
  }
})

t.test('too many followers are left out, too many tweets are refused', async t => {
  const many = `window.YTD.follower.part0 = [${JSON.stringify({ follower: { key: randomBytes(mostBytes).toString('hex') } })}]`
  t.strictSame(await read(await slimmed(zip({ ...files, 'data/follower.js': many }))), {
    ...expected,
    followers: null,
  })
  await t.rejects(slimmed(zip({ ...files, 'data/tweets-part1.js': randomBytes(2 * mostBytes) })), {
    message: /too many to be sent: import it on the command line/,
  })
})

t.test('a file that is no archive, or broken, is told', async t => {
  const whole = zip({ ...pictures, ...files })
  for (const [bytes, message] of [
    [Buffer.from('PK\x03\x04'), /not whole/],
    [Buffer.from('no zip file, but as long as the end of one'), /not whole/],
    [whole.subarray(0, -60), /not whole/],
    [whole.subarray(1000), /not whole/],
    [zip({ ...files }, {}, { wide: true }).subarray(200), /not whole/],
    [zip({ 'photo.jpg': 'x', 'data/my-tweets.js': 'x' }), /no archive of X/],
    [zip({ '../../../data/tweets.js': 'x' }), /no archive of X/],
  ] as const) {
    await t.rejects(slimmed(bytes), { message }, String(message))
  }
})

t.test('names and bombs are left to the service, which refuses them', async t => {
  const bomb = await slimmed(zip({ ...files, 'data/tweets.js': Buffer.alloc(64 * 1024 * 1024, ' ') }))
  await t.rejects(read(bomb), { message: /would grow to 64 MB/ })
  const outside = await slimmed(zip({ ...files, '../tweets.js': files['data/tweets.js'] ?? '' }))
  await t.rejects(read(outside), { message: /invalid relative path/ })
})
