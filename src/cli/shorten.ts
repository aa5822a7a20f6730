import { typedHandle } from '../accounts/handle-address.js'
import type { Link } from '../client/index.js'
import { typedAddress } from '../typed/address.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { cyan, dim, type Text } from './text.js'

export const shorten = command({
  name: 'shorten',
  summary: 'Makes a short link',
  arguments: ['URL'],
  options: {
    account: {
      type: 'string',
      short: 'a',
      value: 'HANDLE',
      help: 'who will tweet it: @me, @me.bsky.social, @me@server',
    },
    slug: {
      type: 'string',
      short: 's',
      value: 'SLUG',
      help: 'the path you want; by default the service chooses one',
    },
    title: { type: 'string', short: 't', value: 'TITLE', help: 'a title for lists' },
    text: { type: 'string', value: 'TEXT', help: 'the text of the tweet' },
    public: { type: 'boolean', help: 'everybody may see the badge and the numbers' },
    json,
  },
  details: [
    'Only the short link goes to standard output: link=$(fivehundred shorten https://example.com/post)',
    'A slug that begins with "-" needs the form --slug=-abc.',
  ],
  async run({ arguments: [address = ''], options: { json, account, ...wishes }, env }, terminal) {
    const body = {
      url: typedAddress(address),
      ...(account !== undefined && { account: typedHandle(account) }),
      ...wishes,
    }
    const link = await apiClient(env).createLink({ body })
    if (json) return terminal.printJson(link)
    terminal.print([cyan(link.shortUrl)])
    terminal.note(remarks(link))
  },
})

function remarks(link: Link): Text[] {
  const lines: Text[] = [[dim('leads to  '), link.url]]
  if (link.account !== null)
    lines.push([dim('tweet it  '), link.composeUrl], [dim('account   '), link.account])
  return lines
}
