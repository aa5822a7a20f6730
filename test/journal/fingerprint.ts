import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import t from 'tap'
import { readFingerprint } from '../../src/journal/fingerprint.js'
import { segmentPath } from '../../src/journal/segments.js'

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

t.test('a fingerprint is a hash of the 16 KB before a position, or of what there is', async t => {
  const directory = t.testdir()
  const text = Array.from({ length: 5_000 }, (_, n) => `${n}\n`).join('')
  await writeFile(segmentPath(directory, 3), text)
  for (const offset of [0, 1, 100, 16_384, 16_385, 20_000, text.length])
    t.equal(
      await readFingerprint(directory, { segment: 3, offset }),
      hash(text.slice(Math.max(0, offset - 16_384), offset)),
      `${offset}`,
    )
})

t.test('a segment that is missing or too short has none', async t => {
  const directory = t.testdir({ file: '' })
  await writeFile(segmentPath(directory, 1), 'x'.repeat(100))
  t.equal(await readFingerprint(directory, { segment: 1, offset: 101 }), null)
  t.equal(await readFingerprint(directory, { segment: 2, offset: 0 }), null)
  await t.rejects(readFingerprint(`${directory}/file`, { segment: 1, offset: 0 }), { code: 'ENOTDIR' })
})
