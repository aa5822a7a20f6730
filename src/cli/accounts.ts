import type { Account } from '../client/index.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { deleted, purge, sure, yes } from './confirm.js'
import { UsageError } from './errors.js'
import { count, counted, minute } from './figures.js'
import { namedAccount } from './handles.js'
import { moreNote, paging } from './paging.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

const accountsList = command({
  name: 'accounts list',
  summary: 'Lists the accounts that tweet',
  arguments: [],
  options: { ...paging, json },
  async run({ options: { json, ...query }, env }, terminal) {
    const page = await apiClient(env).listAccounts(query)
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['There is no account yet.'])
    const rows = page.data.map(({ handle, followers, public: open, name }) => [
      handle,
      count(followers),
      open ? 'public' : '',
      name ?? '',
    ])
    terminal.print(table(['account', 'followers', '', 'name'], rows, { right: [1] }))
    terminal.note(moreNote(page.nextCursor))
  },
})

const accountsShow = command({
  name: 'accounts show',
  summary: 'Shows an account; "influence" has its numbers',
  arguments: ['@HANDLE'],
  options: { json },
  async run({ arguments: [name = ''], options: { json }, env }, terminal) {
    const account = await apiClient(env).getAccount({ handle: namedAccount(name, 'accounts show') })
    return json ? terminal.printJson(account) : terminal.print(accountFacts(account))
  },
})

const accountsCreate = command({
  name: 'accounts create',
  summary: 'Makes an account',
  arguments: ['@HANDLE'],
  options: {
    name: { type: 'string', value: 'NAME', help: 'its name' },
    followers: { type: 'number', value: 'N', help: 'how many follow it now' },
    public: { type: 'boolean', help: 'everybody may see its badge and its influence' },
    json,
  },
  async run({ arguments: [name = ''], options: { json, ...wishes }, env }, terminal) {
    const body = { handle: namedAccount(name, 'accounts create'), ...wishes }
    const account = await apiClient(env).createAccount({ body })
    return json ? terminal.printJson(account) : terminal.print(accountFacts(account))
  },
})

const accountsEdit = command({
  name: 'accounts edit',
  summary: 'Changes what is shown of an account',
  arguments: ['@HANDLE'],
  options: {
    name: { type: 'string', value: 'NAME', help: 'its name; empty for none' },
    public: {
      type: 'boolean',
      negative: true,
      help: 'whether everybody may see its badge and its influence',
    },
    json,
  },
  async run({ arguments: [handle = ''], options: { json, name, ...rest }, env }, terminal) {
    const body = { ...rest, ...(name !== undefined && { name: name || null }) }
    if (Object.keys(body).length === 0) throw new UsageError('Name what to change.', 'accounts edit')
    const account = await apiClient(env).updateAccount({
      handle: namedAccount(handle, 'accounts edit'),
      body,
    })
    return json ? terminal.printJson(account) : terminal.print(accountFacts(account))
  },
})

const accountsRename = command({
  name: 'accounts rename',
  summary: 'Gives an account its new handle; its history stays',
  arguments: ['@HANDLE', '@NEW'],
  options: { json },
  async run({ arguments: [former = '', next = ''], options: { json }, env }, terminal) {
    const [from, to] = [former, next].map(text => namedAccount(text, 'accounts rename')) as [string, string]
    const account = await apiClient(env).updateAccount({ handle: from, body: { handle: to } })
    return json ? terminal.printJson(account) : terminal.print([`${from} is ${account.handle} now.`])
  },
})

const accountsDelete = command({
  name: 'accounts delete',
  summary: 'Deletes an account with its follower counts; its links stay, without an account',
  arguments: ['@HANDLE'],
  options: { yes, purge, json: deleted },
  async run({ arguments: [name = ''], options: { yes, purge, json }, env }, terminal) {
    const api = apiClient(env)
    const account = await api.getAccount({ handle: namedAccount(name, 'accounts delete') })
    const { handle } = account
    if (purge) {
      await sure(terminal, yes, `Erase ${handle} with its tweets, their links and all clicks, for good?`)
      await api.deleteAccount({ handle, purge })
      return json ? terminal.printJson(account) : terminal.print([`${handle} is erased.`])
    }
    await sure(
      terminal,
      yes,
      `Delete ${handle} with its follower counts? Its links stay, without an account.`,
    )
    await api.deleteAccount({ handle })
    return json ? terminal.printJson(account) : terminal.print([`${handle} is deleted.`])
  },
})

function accountFacts(account: Account): Text[] {
  const { handle, name, followers, followersCountedAt: at } = account
  return [
    [bold(handle), name === null ? '' : `  ${name}`],
    ...facts([
      ['followers', followers === null ? 'unknown' : counted(followers, 'follower')],
      ...(at === null ? [] : [['counted', `${minute(at)} UTC`] as [string, Text]]),
      ['public', account.public ? 'yes' : 'no'],
      ['made', `${minute(account.createdAt)} UTC`],
    ]),
  ]
}

/** In the order of the help. */
export const accountCommands = [
  accountsList,
  accountsShow,
  accountsCreate,
  accountsEdit,
  accountsRename,
  accountsDelete,
]
