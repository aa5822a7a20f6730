import { setTimeout as wait } from 'node:timers/promises'
import type { Client, PriorState, RunningEstimate } from '../client/index.js'
import { readClientConfig } from '../config.js'
import { priorSentence } from '../influence/prior-sentence.js'
import { apiClient, type Environment } from './api-client.js'
import { command, json } from './command.js'
import { CommandFailed } from './errors.js'
import { count, counted, minute } from './figures.js'
import { facts } from './table.js'
import { bold, dim, type Text } from './text.js'

export const prior = command({
  name: 'prior',
  summary: 'Shows what is expected of an account before its tweets count, or computes it from the data',
  arguments: [],
  options: {
    compute: { type: 'boolean', help: 'computes it now, from all accounts; needs an admin key' },
    json,
  },
  details: ['The service computes it once a day, as soon as 20 accounts have a tweet that can be measured.'],
  async run({ options: { json, compute }, env }, terminal) {
    const api = apiClient(env)
    const found = compute ? await computed(api) : await api.getPrior()
    return json ? terminal.printJson(found) : terminal.print(priorPage(found))
  },
})

const betweenLooksMs = 500

/** Starts the computation and waits until no node is working on it any more. */
async function computed(api: Client): Promise<PriorState> {
  const before = await api.computePrior()
  for (;;) {
    const now = await api.getPrior()
    if (now.running !== null) await wait(betweenLooksMs)
    else if (now.computedAt !== before.computedAt) return now
    else throw new CommandFailed("The prior could not be computed. The service's log tells why.")
  }
}

/** What is expected of an account before it has tweets, as readable text. */
function priorPage({ accounts, computedAt, running, ...prior }: PriorState): Text[] {
  const origin =
    computedAt === null
      ? 'the configuration, as none was computed yet'
      : `${counted(accounts, 'account')}, computed ${minute(computedAt)} UTC`
  return [
    bold(priorSentence(prior)),
    '',
    ...facts([
      ['from', origin],
      ...(running === null ? [] : [['running', progress(running)] as [string, Text]]),
    ]),
  ]
}

function progress({ since, accountsDone }: RunningEstimate): string {
  const done = accountsDone === null ? '' : `, ${counted(accountsDone, 'account')} read`
  return `computed again since ${minute(since)} UTC${done}`
}

/** The line below a table of scores; `pending` accounts have changes that it does not include. */
export function scoreNote(env: Environment, pending: number): Text {
  const few = `Few tweets prove little; how scoring works: ${readClientConfig(env).url}/help/scoring`
  return dim(pending === 0 ? few : `${few}; ${count(pending)} to be computed again`)
}
