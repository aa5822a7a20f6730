import { typedHandle } from '../accounts/handle-address.js'
import type { Link } from '../client/index.js'
import { typedAddress } from '../typed/address.js'
import { typedTags } from '../typed/tags.js'
import { typedTime } from '../typed/time.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { UsageError } from './errors.js'
import { readMaxClicks } from './links.js'
import { shortenText } from './shorten-text.js'
import { cyan, dim, type Text } from './text.js'

export const shorten = command({
  name: 'shorten',
  summary: 'Makes a short link, or shortens the addresses in the text of a tweet',
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
    notes: { type: 'string', value: 'TEXT', help: 'notes for yourselves' },
    tags: { type: 'string', value: 'TAGS', help: 'for lists: news,blog' },
    expires: { type: 'string', value: 'TIME', help: 'when it ends: 2027-01-31T12:00:00Z' },
    'max-clicks': { type: 'string', value: 'N', help: 'it ends after this many clicks' },
    'external-id': { type: 'string', value: 'ID', help: 'an id of yours to find it by' },
    'find-existing': {
      type: 'boolean',
      help: 'the newest link of the account to this address, if there is one',
    },
    'forward-query': { type: 'boolean', help: "passes the click's own query on" },
    public: { type: 'boolean', help: 'everybody may see the badge and the numbers' },
    json,
  },
  details: [
    'Only the short link goes to standard output: link=$(fivehundred shorten https://example.com/post)',
    '"-" reads a text from standard input, prints it with a link for each address in it that begins with http:// or',
    'https://, and says how long it is by the rules of the account\'s network. A slug that begins with "-" needs the',
    'form --slug=-abc.',
  ],
  async run({ arguments: [address = ''], options, env }, terminal) {
    const { json, account, slug, title, text, notes, tags, expires, ...flags } = options
    const { 'max-clicks': maxClicks, 'external-id': externalId } = flags
    const most = maxClicks === undefined ? null : readMaxClicks(maxClicks, 'shorten')
    const wish = {
      ...(most !== null && { maxClicks: most }),
      ...(account !== undefined && { account: typedHandle(account) }),
      ...(notes !== undefined && { notes }),
      ...(tags !== undefined && { tags: typedTags(tags) }),
      ...(expires !== undefined && { expiresAt: typedTime(expires) }),
      ...(flags['find-existing'] && { findExisting: true }),
      ...(flags['forward-query'] && { forwardQuery: true }),
      ...(flags.public && { public: true }),
    }
    const ofOne = {
      ...(slug !== undefined && { slug }),
      ...(title !== undefined && { title }),
      ...(externalId !== undefined && { externalId }),
    }
    const own = { ...ofOne, ...(text !== undefined && { text }) }
    const api = apiClient(env)
    if (address === '-') {
      const idle = Object.keys(own).map(name => `--${name.replace('externalId', 'external-id')}`)
      if (idle.length > 0) throw new UsageError(`${idle.join(' and ')} cannot be given with "-".`, 'shorten')
      return shortenText(api, wish, terminal, json)
    }
    const link = await api.createLink({ body: { url: typedAddress(address), ...own, ...wish } })
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
