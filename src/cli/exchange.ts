import type { Exchange } from '../stats/exchange.js'
import type { ExchangeTable } from '../stats/exchange-table.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { exchangePage, exchangeTablePage } from './exchange-page.js'
import { readHandle } from './handles.js'

export const exchange = command({
  name: 'exchange',
  summary: "Shows what one account's followers are worth in another's, or in everybody's",
  arguments: ['@HANDLE'],
  optional: ['@OTHER'],
  options: {
    list: { type: 'string', value: 'NAME', help: 'without @OTHER, only the accounts on this list' },
    limit: { type: 'string', short: 'n', value: 'COUNT', help: 'without @OTHER, how many, at most 500 (50)' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  async run({ arguments: [first = '', second], options: { json, ...query }, env }, terminal) {
    const from = readHandle(first, 'exchange')
    if (second === undefined) {
      const search = new URLSearchParams(query).toString()
      const path = `/exchange/${encodeURIComponent(from)}${search && `?${search}`}`
      const table = await apiClient(env).ask<ExchangeTable>(path)
      return json ? terminal.printJson(table) : terminal.print(exchangeTablePage(table))
    }
    if (Object.keys(query).length > 0) {
      throw new UsageError('--list and --limit are for the table: leave out @OTHER.', 'exchange')
    }
    const pair = new URLSearchParams({ from, to: readHandle(second, 'exchange') })
    const found = await apiClient(env).ask<Exchange>(`/exchange?${pair}`)
    return json ? terminal.printJson(found) : terminal.print(exchangePage(found))
  },
})
