import type { List } from '../accounts/lists/view.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { counted } from './figures.js'
import { readHandle, readHandles } from './handles.js'
import { table } from './table.js'
import type { Terminal } from './terminal.js'
import { bold } from './text.js'

const json = { type: 'boolean', help: 'prints the answer of the API' } as const

const listsList = command({
  name: 'lists list',
  summary: 'Shows the lists of accounts',
  arguments: [],
  options: { json },
  async run({ options: { json }, env }, terminal) {
    const page = await apiClient(env).ask<{ data: List[]; nextCursor: string | null }>('/lists?limit=500')
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['There is no list yet.'])
    const rows = page.data.map(({ name, accounts }) => [name, accounts.join(' ')])
    terminal.print(table(['list', 'accounts'], rows))
    if (page.nextCursor !== null) terminal.note(['There are more; the API pages through them.'])
  },
})

const listsCreate = command({
  name: 'lists create',
  summary: 'Makes a list of accounts',
  arguments: ['NAME'],
  options: {
    accounts: { type: 'string', value: 'HANDLES', help: 'who is on it: @ann,@bob' },
    json,
  },
  async run({ arguments: [name], options: { json, accounts }, env }, terminal) {
    const members = accounts === undefined ? {} : { accounts: readHandles(accounts, 'lists create') }
    show(await apiClient(env).ask<List>('/lists', { name, ...members }), json, terminal)
  },
})

const listsAdd = command({
  name: 'lists add',
  summary: 'Puts an account on a list',
  arguments: ['NAME', '@HANDLE'],
  options: { json },
  async run({ arguments: [name = '', handle = ''], options: { json }, env }, terminal) {
    const path = memberPath(name, readHandle(handle, 'lists add'))
    show(await apiClient(env).ask<List>(path, undefined, 'PUT'), json, terminal)
  },
})

const listsRemove = command({
  name: 'lists remove',
  summary: 'Takes an account off a list',
  arguments: ['NAME', '@HANDLE'],
  options: { json },
  async run({ arguments: [name = '', handle = ''], options: { json }, env }, terminal) {
    const path = memberPath(name, readHandle(handle, 'lists remove'))
    show(await apiClient(env).ask<List>(path, undefined, 'DELETE'), json, terminal)
  },
})

function memberPath(name: string, handle: string): string {
  return `/lists/${encodeURIComponent(name)}/accounts/${encodeURIComponent(handle)}`
}

function show(list: List, json: boolean | undefined, terminal: Terminal): void {
  const { name, accounts } = list
  if (json) terminal.printJson(list)
  else terminal.print([[bold(name), `: ${counted(accounts.length, 'account')}`], ...accounts])
}

/** In the order of the help. */
export const listCommands = [listsList, listsCreate, listsAdd, listsRemove]
