import type { Link } from '../links/view.js'
import type { Destination } from '../stats/destination.js'
import { typedAddress } from '../typed/address.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { destinationPage } from './destination-page.js'
import { readHandles } from './handles.js'
import { table } from './table.js'

export const destinations = command({
  name: 'destinations',
  summary: 'Shows whose tweet brought the traffic to an address, or makes a link for each friend',
  arguments: ['URL'],
  options: {
    for: { type: 'string', value: 'HANDLES', help: 'makes a link for each of these accounts: @ann,@bob' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: [
    'Who has a link to exactly this address keeps it. The table counts every link to it, whatever its utm_ parameters.',
  ],
  async run({ arguments: [address = ''], options: { json, for: friends }, env }, terminal) {
    const url = typedAddress(address)
    if (friends === undefined) {
      const report = await apiClient(env).ask<Destination>(`/destinations?${new URLSearchParams({ url })}`)
      return json ? terminal.printJson(report) : terminal.print(destinationPage(report))
    }
    const accounts = readHandles(friends, 'destinations')
    const made = await apiClient(env).ask<{ links: Link[] }>('/destinations', { url, accounts })
    if (json) return terminal.printJson(made)
    const rows = made.links.map(({ account, shortUrl }) => [account ?? '', shortUrl])
    terminal.print(table(['account', 'link'], rows))
  },
})
