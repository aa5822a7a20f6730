// Appends a second, each answered when it is on disk. npx tsx test/bench/journal.ts [appenders]
// [seconds] [directory]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../../src/journal/open.js'
import { readBatch } from '../../src/journal/read.js'
import type { Position } from '../../src/journal/record.js'
import { clickRecord } from '../fixtures/records.js'

const [appenders = 64, seconds = 5] = process.argv.slice(2, 4).map(Number)
const data = await mkdtemp(join(process.argv[4] ?? tmpdir(), 'bench-'))
const journal = await openJournal({ directory: data })
const endsAt = performance.now() + seconds * 1_000
const record = clickRecord()
let slowest = 0

async function appendOn(): Promise<void> {
  while (performance.now() < endsAt) {
    const startedAt = performance.now()
    await journal.append(record)
    slowest = Math.max(slowest, performance.now() - startedAt)
  }
}

await Promise.all(Array.from({ length: appenders }, appendOn))
const { recordsAppended, groups, bytesAppended } = journal.status()
await journal.close()
console.log(
  `${appenders} appenders: ${Math.round(recordsAppended / seconds)} appends/s in ${Math.round(groups / seconds)} groups/s ` +
    `(${(recordsAppended / groups).toFixed(1)} each, ${Math.round(bytesAppended / recordsAppended)} bytes a record); slowest ${slowest.toFixed(1)} ms`,
)

const readFrom = performance.now()
let read = 0
let position: Position = { segment: 0, offset: 0 }
for (let atEnd = false; !atEnd; ) {
  const batch = await readBatch(data, position)
  read += batch.records.length
  position = batch.position
  atEnd = batch.atEnd
}
console.log(
  `read back ${read} records: ${Math.round(read / ((performance.now() - readFrom) / 1_000))} records/s`,
)
await rm(data, { recursive: true })
