// Disks that are full: under the journal, under the database, under both. A disk of its own is made
// in memory, which only root may do.
import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { eventually } from '../fixtures/client.js'
import { spawnService, temporaryDirectory } from '../fixtures/service.js'
import { health, nothingLost, type Outcome, traffic } from '../fixtures/traffic.js'

interface Disk {
  fill(): Promise<void>
  free(): Promise<void>
}

/** Puts a disk of so many megabytes at a path; null where this system does not allow it. */
async function diskAt(t: Test, path: string, megabytes: number): Promise<Disk | null> {
  await mkdir(path, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', path], {
      stdio: 'pipe',
    })
  } catch (error) {
    t.comment(`this system does not let a test mount a disk: ${error}`)
    return null
  }
  t.teardown(() => execFileSync('umount', ['--lazy', path]))
  const ballast = join(path, 'ballast')
  return {
    fill: () => writeFile(ballast, Buffer.alloc(megabytes * 1024 * 1024)).catch(() => {}),
    free: () => rm(ballast, { force: true }),
  }
}

/**
 * People click while the disk at this place of DATA_DIR is full for some seconds, and after.
 * Resolves to null where there can be no such disk.
 */
async function fullFor(
  t: Test,
  { place, megabytes, seconds }: { place: string; megabytes: number; seconds: number },
): Promise<{ outcome: Outcome; during: any; losses: number } | null> {
  const dataDir = await temporaryDirectory(t)
  const disk = await diskAt(t, join(dataDir, place), megabytes)
  if (disk === null) return null
  const running = await spawnService(t, { DATA_DIR: dataDir, DATABASE_URL: '' })
  t.teardown(() => running.stop())
  const clicks = await traffic(running.address, 'full')
  const going = clicks.start(running.address)
  await pause(1_000)
  await disk.fill()
  await pause(seconds * 1_000)
  const during = await health(running.address)
  await disk.free()
  const after = await eventually(
    () => health(running.address),
    found => found?.status === 'ok',
    60_000,
  )
  t.equal(after.status, 'ok', 'whole again by itself')
  await going.stop()
  await clicks.send(running.address, 100)
  const outcome = await clicks.settle(running.address)
  return { outcome, during, losses: (await health(running.address)).losses }
}

t.test('the disk of the journal is full', { timeout: 300_000 }, async t => {
  const found = await fullFor(t, { place: 'journal', megabytes: 8, seconds: 10 })
  if (found === null) return
  t.match(found.during, { status: 'degraded' }, 'health tells it')
  nothingLost(t, 'journal on a full disk', found.outcome)
  t.equal(found.outcome.unanswered, 0, 'every visitor was redirected')
})

t.test('the disk of the database is full', { timeout: 300_000 }, async t => {
  const found = await fullFor(t, { place: 'postgres', megabytes: 220, seconds: 20 })
  if (found === null) return
  nothingLost(t, 'database on a full disk', found.outcome)
  t.equal(found.outcome.unanswered, 0, 'every visitor was redirected')
})

t.test('the one disk of both is full', { timeout: 300_000 }, async t => {
  const found = await fullFor(t, { place: '', megabytes: 260, seconds: 20 })
  if (found === null) return
  const { outcome, losses } = found
  // Where neither takes a click, the loss must be told.
  t.comment(`one full disk: ${JSON.stringify(outcome)}, ${losses} told as lost`)
  t.equal(outcome.doubled, 0)
  t.equal(outcome.unanswered, 0, 'every visitor was redirected')
  t.ok(outcome.lost <= losses, 'what is lost is reported')
})
