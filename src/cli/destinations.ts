import type { Destination } from '../client/index.js'
import { typedAddress } from '../typed/address.js'
import { apiClient } from './api-client.js'
import { bar } from './bars.js'
import { command, json } from './command.js'
import { count, counted, percent } from './figures.js'
import { namedAccounts } from './handles.js'
import { table } from './table.js'
import { bold, dim, type Text } from './text.js'

export const destinations = command({
  name: 'destinations',
  summary: 'Shows whose tweet brought the traffic to an address, or makes a link for each friend',
  arguments: ['URL'],
  options: {
    for: {
      type: 'string',
      value: 'HANDLES',
      without: ['sort'],
      help: 'makes a link for each of these accounts: @ann,@bob',
    },
    sort: {
      type: 'string',
      value: 'ORDER',
      values: ['influence', 'clickers'],
      help: 'influence (the default) or clickers',
    },
    json,
  },
  details: [
    'Accounts that have a link to exactly this address keep it. The table counts all links to it, with any utm_ parameters.',
  ],
  async run({ arguments: [address = ''], options: { json, for: friends, ...order }, env }, terminal) {
    const url = typedAddress(address)
    if (friends === undefined) {
      const report = await apiClient(env).getDestination({ url, ...order })
      return json ? terminal.printJson(report) : terminal.print(destinationPage(report))
    }
    const accounts = namedAccounts(friends, 'destinations')
    const made = await apiClient(env).createDestinationLinks({ body: { url, accounts } })
    if (json) return terminal.printJson(made)
    const rows = made.links.map(({ account, shortUrl }) => [account ?? '', shortUrl])
    terminal.print(table(['account', 'link'], rows))
  },
})

const barWidth = 24

/** Who brought what to an address, as readable text, the sentence first. */
function destinationPage({ url, links, clicks, clickers, data, sentence }: Destination): Text[] {
  const most = Math.max(0, ...data.map(favour => favour.clickers))
  const rows = data.map(favour => [
    favour.account ?? 'nobody',
    count(favour.clickers),
    count(favour.clicks),
    favour.share === null ? '' : percent(favour.share),
    count(favour.followers),
    percent(favour.influence),
    bar(favour.clickers, most, barWidth).padEnd(barWidth),
    favour.slug,
  ])
  const headings = ['account', 'clickers', 'clicks', 'share', 'followers', 'influence', '', 'link']
  const total = `${counted(clicks, 'click')} by ${counted(clickers, 'clicker')} on ${counted(links, 'link')}`
  return [
    bold(sentence),
    [url, dim(`  ${total}`)],
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [1, 2, 3, 4, 5] })]),
    ...(links > data.length ? [dim(`and ${counted(links - data.length, 'more link')}`)] : []),
  ]
}
