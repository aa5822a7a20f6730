// A disk that the kernel knows as one, under the journal, under the database, under both: it is
// slow, it takes nothing for long, it is damaged.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { eventually } from '../fixtures/client.js'
import { type FileDisk, fileDisk } from '../fixtures/disks.js'
import { type SpawnedService, spawnService, stopEmbedded } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import {
  health,
  nothingLost,
  type Outcome,
  sized,
  type Traffic,
  toldLosses,
  traffic,
} from '../fixtures/traffic.js'

interface Setting {
  disk: FileDisk
  running: SpawnedService
  clicks: Traffic
}

/** A service with a disk at this place of DATA_DIR; null where there can be no such disk. */
async function withDisk(t: Test, place: string, slug: string): Promise<Setting | null> {
  const dataDir = await temporaryDirectory(t)
  const disk = await fileDisk(t, place === '' ? dataDir : `${dataDir}/${place}`, 400)
  if (disk === null) return null
  const running = await spawnService(t, { DATA_DIR: dataDir, DATABASE_URL: '' })
  t.teardown(() => running.stop('SIGKILL'))
  const clicks = await traffic(t, running.address, slug)
  await clicks.send(running.address, 100)
  return { disk, running, clicks }
}

/** Clicks may be lost only where neither disk nor database takes them, and then it is told. */
function judge(t: Test, place: string, name: string, outcome: Outcome, told: number): void {
  t.equal(outcome.unanswered, 0, 'every visitor was redirected')
  if (place === '') toldLosses(t, name, outcome, told)
  else nothingLost(t, name, outcome)
}

const wholeAgain = (running: SpawnedService) =>
  eventually(
    () => health(running.address),
    found => found?.status === 'ok',
    60_000,
  )

const places = [
  { place: 'journal', whose: 'the journal' },
  { place: 'postgres', whose: 'the database' },
  { place: '', whose: 'both' },
]

for (const { place, whose } of places) {
  t.test(`a disk of ${whose} that takes 20 writes a second`, { timeout: 300_000 }, async t => {
    const found = await withDisk(t, place, 'slow')
    if (found === null) return
    const { disk, running, clicks } = found
    disk.slow(20)
    const going = clicks.start(running.address)
    await pause(sized(20_000, 2_000))
    disk.slow(0)
    t.match(await wholeAgain(running), { status: 'ok' }, 'whole again by itself')
    await going.stop()
    const outcome = await clicks.settle(running.address)
    const { losses } = await health(running.address)
    judge(t, place, `slow disk of ${whose}`, outcome, losses)
  })

  t.test(`a disk of ${whose} that stands still`, { timeout: 300_000 }, async t => {
    const found = await withDisk(t, place, 'still')
    if (found === null) return
    const { disk, running, clicks } = found
    const going = clicks.start(running.address)
    disk.freeze()
    // A database that answers, and only takes nothing, is noticed after ten seconds.
    await pause(sized(20_000, place === 'postgres' ? 12_000 : 4_000))
    const during = await health(running.address)
    disk.thaw()
    t.match(during, { status: 'degraded' }, 'health tells it')
    t.match(await wholeAgain(running), { status: 'ok' }, 'whole again by itself')
    await going.stop()
    const outcome = await clicks.settle(running.address)
    const { losses } = await health(running.address)
    t.comment(`${during.losses} told as lost meanwhile, ${losses} in the end`)
    judge(t, place, `still disk of ${whose}`, outcome, losses)
  })

  t.test(`a damaged disk of ${whose}, mended and mounted again`, { timeout: 300_000 }, async t => {
    const found = await withDisk(t, place, 'damaged')
    if (found === null) return
    const { disk, running, clicks } = found
    const going = clicks.start(running.address)
    await pause(500)
    disk.fail()
    await pause(sized(10_000, 2_000))
    const during = await health(running.address)
    t.match(during, { status: 'degraded' }, 'health tells it')
    await going.stop()
    t.equal(await running.stop(), 0, 'it ends when it is told to')
    const losses = Math.max(
      0,
      ...[...running.output.stderr.matchAll(/"lost":(\d+)/g)].map(([, n]) => Number(n)),
    )
    await stopEmbedded(running.env.DATA_DIR)
    disk.mend()
    const second = await spawnService(t, running.env)
    t.teardown(() => second.stop('SIGKILL'))
    await clicks.send(second.address, 100)
    const outcome = await clicks.settle(second.address)
    judge(t, place, `damaged disk of ${whose}`, outcome, losses)
  })
}
