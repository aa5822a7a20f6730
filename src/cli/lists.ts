import type { List } from '../client/index.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { deleted, sure, yes } from './confirm.js'
import { counted } from './figures.js'
import { namedAccount, namedAccounts } from './handles.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'
import type { Terminal } from './terminal.js'
import { bold } from './text.js'

const listsList = command({
  name: 'lists list',
  summary: 'Shows the lists of accounts',
  arguments: [],
  options: { ...paging, json },
  async run({ options: { json, ...query }, env }, terminal) {
    const page = await apiClient(env).listLists(query)
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['There is no list yet.'])
    const rows = page.data.map(({ name, accounts }) => [name, accounts.join(' ')])
    terminal.print(table(['list', 'accounts'], rows))
    terminal.note(moreNote(page.nextCursor))
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
  async run({ arguments: [name = ''], options: { json, accounts }, env }, terminal) {
    const members = accounts === undefined ? {} : { accounts: namedAccounts(accounts, 'lists create') }
    show(await apiClient(env).createList({ body: { name, ...members } }), json, terminal)
  },
})

const listsAdd = command({
  name: 'lists add',
  summary: 'Puts an account on a list',
  arguments: ['NAME', '@HANDLE'],
  options: { json },
  async run({ arguments: [name = '', handle = ''], options: { json }, env }, terminal) {
    const member = { name, handle: namedAccount(handle, 'lists add') }
    show(await apiClient(env).addToList(member), json, terminal)
  },
})

const listsRemove = command({
  name: 'lists remove',
  summary: 'Takes an account off a list',
  arguments: ['NAME', '@HANDLE'],
  options: { json },
  async run({ arguments: [name = '', handle = ''], options: { json }, env }, terminal) {
    const member = { name, handle: namedAccount(handle, 'lists remove') }
    show(await apiClient(env).removeFromList(member), json, terminal)
  },
})

const listsRename = command({
  name: 'lists rename',
  summary: 'Gives a list another name',
  arguments: ['NAME', 'NEW'],
  options: { json },
  async run({ arguments: [name = '', next = ''], options: { json }, env }, terminal) {
    show(await apiClient(env).updateList({ name, body: { name: next } }), json, terminal)
  },
})

const listsDelete = command({
  name: 'lists delete',
  summary: 'Deletes a list; the accounts on it stay',
  arguments: ['NAME'],
  options: { yes, json: deleted },
  async run({ arguments: [text = ''], options: { yes, json }, env }, terminal) {
    const api = apiClient(env)
    const list = await api.getList({ name: text })
    const { name, accounts } = list
    await sure(terminal, yes, `Delete the list ${name} of ${counted(accounts.length, 'account')}?`)
    await api.deleteList({ name })
    return json ? terminal.printJson(list) : terminal.print([`The list ${name} is deleted.`])
  },
})

function show(list: List, json: boolean | undefined, terminal: Terminal): void {
  const { name, accounts } = list
  if (json) terminal.printJson(list)
  else terminal.print([[bold(name), `: ${counted(accounts.length, 'account')}`], ...accounts])
}

/** In the order of the help. */
export const listCommands = [listsList, listsCreate, listsAdd, listsRemove, listsRename, listsDelete]
