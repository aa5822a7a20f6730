// Disks that take nothing for some seconds, under the journal, under the database, under both: they
// are full, or read-only.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { eventually } from '../fixtures/client.js'
import { type MemoryDisk, memoryDisk } from '../fixtures/disks.js'
import { embeddedPid, spawnService } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { health, nothingLost, type Outcome, sized, toldLosses, traffic } from '../fixtures/traffic.js'

interface Trouble {
  name: string
  /** `killDatabase` for as long as the database keeps files open. */
  begin(disk: MemoryDisk, killDatabase: () => Promise<void>): Promise<void>
  end(disk: MemoryDisk): Promise<void>
}

const troubles: Trouble[] = [
  { name: 'full', begin: disk => disk.fill(), end: disk => disk.free() },
  {
    name: 'read-only',
    // The journal lets go of its file by itself.
    begin: (disk, killDatabase) => disk.protect(killDatabase),
    end: disk => disk.unprotect(),
  },
]

/**
 * People click while the disk at this place of DATA_DIR takes nothing for some seconds, and after.
 * Resolves to null where there can be no such disk.
 */
async function takesNothing(
  t: Test,
  { begin, end }: Trouble,
  { place, megabytes, seconds }: { place: string; megabytes: number; seconds: number },
): Promise<{ outcome: Outcome; during: any; losses: number } | null> {
  const dataDir = await temporaryDirectory(t)
  const disk = await memoryDisk(t, place === '' ? dataDir : `${dataDir}/${place}`, megabytes)
  if (disk === null) return null
  const running = await spawnService(t, { DATA_DIR: dataDir, DATABASE_URL: '' })
  t.teardown(() => running.stop())
  const clicks = await traffic(t, running.address, 'full')
  // Few enough that the journal reserves no space in advance.
  await clicks.send(running.address, 100)
  const going = clicks.start(running.address)
  await begin(disk, async () => {
    const pid = place === 'journal' ? null : await embeddedPid(dataDir).catch(() => null)
    if (pid !== null) process.kill(pid, 'SIGKILL')
  })
  await pause(seconds * 1_000)
  const during = await health(running.address)
  await end(disk)
  const after = await eventually(
    () => health(running.address),
    found => found?.status === 'ok',
    60_000,
  )
  t.equal(after.status, 'ok', 'whole again by itself')
  await going.stop()
  await clicks.send(running.address, 100)
  const outcome = await clicks.settle(running.address)
  t.equal(outcome.unanswered, 0, 'every visitor was redirected')
  return { outcome, during, losses: (await health(running.address)).losses }
}

for (const trouble of troubles) {
  t.test(`the disk of the journal is ${trouble.name}`, { timeout: 300_000 }, async t => {
    const found = await takesNothing(t, trouble, { place: 'journal', megabytes: 8, seconds: sized(10, 2) })
    if (found === null) return
    t.match(found.during, { status: 'degraded' }, 'health tells it')
    nothingLost(t, `${trouble.name} disk of the journal`, found.outcome)
  })

  t.test(`the disk of the database is ${trouble.name}`, { timeout: 300_000 }, async t => {
    const found = await takesNothing(t, trouble, { place: 'postgres', megabytes: 220, seconds: sized(20, 2) })
    if (found === null) return
    nothingLost(t, `${trouble.name} disk of the database`, found.outcome)
  })

  t.test(`the one disk of both is ${trouble.name}`, { timeout: 300_000 }, async t => {
    const found = await takesNothing(t, trouble, { place: '', megabytes: 260, seconds: sized(20, 2) })
    if (found === null) return
    t.match(found.during, { status: 'degraded' }, 'health tells it')
    toldLosses(t, `one ${trouble.name} disk of both`, found.outcome, found.losses)
  })
}
