import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../config.js'
import { demoKey } from '../dashboard/login/demo-key.js'
import { Stopped, untilSignal } from '../main/signals.js'
import type { Service } from '../main.js'
import { typedWholeNumber } from '../typed/whole-number.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { count } from './figures.js'
import { type Terminal, terminal as terminalOf } from './terminal.js'

const usualClicks = 1_000_000
/** How much of the time goes by before the first click. */
const tweetsShare = 0.2
/** Fewer would not do: the article's two accounts alone make most of these. */
const fewestClicks = 20_000

export const demo = command({
  name: 'demo',
  summary: 'Runs the service on a year of invented data, until SIGINT or SIGTERM',
  arguments: [],
  options: {
    clicks: { type: 'string', value: 'N', help: 'about how many hits the year has (1,000,000)' },
  },
  details: [
    'Every page is marked as demo data. The data is in a temporary directory that is removed at the end; nothing',
    'of a real service is touched. HOST (127.0.0.1), PORT (3500), BASE_URL, ADMIN_KEY and LOG_LEVEL may be set.',
  ],
  async run({ options, env }) {
    const clicks = readClicks(options.clicks)
    const { startService } = await import('../main.js')
    const { openOutput } = await import('../main/output.js')
    const terminal = terminalOf({
      env,
      stdin: () => process.stdin,
      stdout: openOutput(1),
      stderr: openOutput(2),
    })
    const directory = await mkdtemp(join(tmpdir(), 'fivehundred-demo-'))
    try {
      await untilSignal(async signal => {
        const service = await startService(readConfig(demoEnvironment(env, directory)), { signal })
        try {
          await fill(service, clicks, signal, terminal)
          if (signal.aborted) return
          await welcome(service, env, terminal)
          await once(signal, 'abort')
        } finally {
          await service.close()
        }
      })
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
    // Work left behind at the stop must not keep the process alive.
    process.exit(0)
  },
})

/**
 * Settings from the environment, except those that would lead to real data or other people's
 * servers.
 */
function demoEnvironment(env: Record<string, string | undefined>, directory: string) {
  const { HOST, PORT, BASE_URL, TRUST_PROXY, ADMIN_KEY, ADMIN_KEY_FILE, LOG_LEVEL } = env
  return {
    HOST: HOST ?? '127.0.0.1',
    PORT: PORT ?? '3500',
    BASE_URL,
    TRUST_PROXY,
    ADMIN_KEY: ADMIN_KEY_FILE === undefined ? (ADMIN_KEY ?? demoKey) : undefined,
    ADMIN_KEY_FILE,
    LOG_LEVEL: LOG_LEVEL ?? 'warn',
    DATA_DIR: directory,
    DEMO: 'true',
    FOLLOWERS_REFRESH_HOURS: '0',
    X_OEMBED_URL: '',
    JOURNAL_RETENTION_HOURS: '0',
  }
}

/** Fills the service and waits until everything is counted. */
async function fill({ context }: Service, clicks: number, signal: AbortSignal, terminal: Terminal) {
  const { planYear } = await import('../demo/plan.js')
  const { clickYear, tweetYear } = await import('../demo/fill.js')
  const began = new Date()
  const plan = planYear({ clicks, now: began })
  const ctx = { ...context, now: () => began }
  const tell = progress(terminal)
  const { accounts, tweets } = plan
  const onTweet = (made: number) =>
    tell((made / tweets.length) * tweetsShare, `${count(made)} tweets of ${accounts.length} accounts made`)
  const tweeted = await tweetYear(ctx, plan, { signal, onTweet })
  const counted = () => context.ingest.status().ingested
  const tellHits = (all: number) => {
    const done = Math.min(1, counted() / all)
    tell(tweetsShare + done * (1 - tweetsShare), `${count(counted())} hits counted`)
  }
  let made = 0
  for await (made of clickYear(ctx, tweeted)) {
    if (signal.aborted) return
    // It is not yet known how many there will be: the last tenth is for the rest.
    tellHits(Math.max(clicks, made) * 1.1)
  }
  for (; counted() < made && !signal.aborted; await sleep(100)) tellHits(made)
  if (!signal.aborted) tellHits(made)
}

/** Reports progress whenever another tenth of everything is done, once up to 100 %. */
function progress(terminal: Terminal): (done: number, words: string) => void {
  const began = performance.now()
  let told = 0
  return (done, words) => {
    // A sum of shares may miss 1 by a little.
    const tenths = Math.min(10, Math.floor(done * 10 + 1e-6))
    if (tenths <= told) return
    told = tenths
    const seconds = Math.round((performance.now() - began) / 1000)
    terminal.note([`${tenths * 10} %: ${words} after ${seconds} s`])
  }
}

async function welcome({ context }: Service, env: Record<string, string | undefined>, terminal: Terminal) {
  const { baseUrl, adminKey } = context.config
  terminal.print([
    `The demo runs on ${baseUrl}`,
    `Log in at ${baseUrl}/login with the key ${adminKey === demoKey ? demoKey : 'that ADMIN_KEY holds'}.`,
    'Ctrl-C ends it and removes its data.',
  ])
  const { openBrowser } = await import('../demo/open-browser.js')
  openBrowser(baseUrl, env)
}

function readClicks(text: string | undefined): number {
  const clicks = text === undefined ? usualClicks : typedWholeNumber(text)
  if (clicks !== null && clicks >= fewestClicks && clicks <= 20_000_000) return clicks
  throw new UsageError(`--clicks must be a whole number from 20,000 to 20,000,000, not "${text}".`, 'demo')
}
