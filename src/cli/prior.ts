import type { PriorInForce } from '../scores/prior.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { priorPage } from './prior-page.js'

export const prior = command({
  name: 'prior',
  summary: 'Shows what scores are shrunk towards, or computes it from the data',
  arguments: [],
  options: {
    compute: { type: 'boolean', help: 'computes it now, from all accounts; needs the key of an admin' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: [
    'The service computes it by itself once a day, when 20 accounts have a tweet that can be measured.',
  ],
  async run({ options: { json, compute }, env }, terminal) {
    const method = compute ? 'POST' : 'GET'
    const found = await apiClient(env).ask<PriorInForce>('/influence/prior', undefined, method)
    return json ? terminal.printJson(found) : terminal.print(priorPage(found))
  },
})
