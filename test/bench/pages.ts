/**
 * How long each page of a running demo takes in Chromium with an empty cache, where the aim is a
 * second: in one shell `npm run demo`, in another `npx tsx test/bench/pages.ts [address] [key]`.
 */
import { logIn, measure, openWindow, startChromium } from '../fixtures/chromium.js'
import { demoSubjects, everyPage } from '../fixtures/every-page.js'

const [origin = 'http://localhost:3500', key = 'demo-demo'] = process.argv.slice(2)
const rounds = 5

const program = await startChromium()
try {
  const session = await logIn(await openWindow(program, origin), key)
  console.log('first byte  complete   size  page')
  for (const { path, login } of everyPage(demoSubjects)) {
    const runs = []
    for (let round = 0; round < rounds; round++) {
      const window = await openWindow(program, origin, login ? { session } : {})
      await window.page.goto(path, { waitUntil: 'load' })
      runs.push({ ...(await measure(window)), bytes: await window.bytes() })
      await window.page.context().close()
    }
    runs.sort((a, b) => a.completeMs - b.completeMs)
    const { firstByteMs = 0, completeMs = 0, bytes = 0 } = runs[rounds >> 1] ?? {}
    const cells = [`${firstByteMs} ms`, `${completeMs} ms`, `${Math.round(bytes / 1024)} KB`]
    console.log(`${cells[0]?.padStart(10)}${cells[1]?.padStart(10)}${cells[2]?.padStart(7)}  ${path}`)
  }
} finally {
  await program.close()
}
