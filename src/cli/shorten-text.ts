import type { Client, NewLink } from '../client/index.js'
import { readShortAddress } from '../links/short-address.js'
import { addressesIn, replaceAddresses } from '../typed/addresses.js'
import { networkOf } from '../typed/post-length.js'
import { CommandFailed } from './errors.js'
import type { Terminal } from './terminal.js'
import { dim, red } from './text.js'

/**
 * Prints the text of standard input with a short link in place of each address, and says how long
 * it is. Throws CommandFailed if a link cannot be made.
 */
export async function shortenText(
  api: Client,
  wish: Omit<NewLink, 'url' | 'slug'>,
  terminal: Terminal,
  json = false,
): Promise<void> {
  const text = (await terminal.read()).toString('utf8').trimEnd()
  const addresses = addressesIn(text)
  if (addresses.length === 0)
    throw new CommandFailed('There is no address in the text: https://… is missing.')
  const words = addresses.length === 1 ? replaceAddresses(text, () => '').trim() : ''
  const links = addresses.map(url => ({ url, ...wish, ...(words !== '' && { text: words }) }))
  const answer = await api.createLinks({ body: { links } })
  const made = await Promise.all(
    answer.results.map(async ({ link, error }, at) => ({
      shortUrl: link?.shortUrl ?? (await ownLink(api, addresses[at] ?? '')),
      why: error?.detail ?? '',
    })),
  )
  const failed = made.flatMap(({ shortUrl, why }, at) => (shortUrl ? [] : [`${addresses[at]}: ${why}`]))
  if (failed.length > 0) {
    const others = made.flatMap(({ shortUrl }, at) => (shortUrl ? [`${addresses[at]} has ${shortUrl}`] : []))
    throw new CommandFailed('Not every address can be shortened:', [...failed, ...others])
  }
  if (json) return terminal.printJson(answer)
  const short = replaceAddresses(text, address => made[addresses.indexOf(address)]?.shortUrl ?? address)
  terminal.print(short.split('\n'))
  const { name, limit, count } = networkOf(wish.account ?? '')
  const length = count(short)
  const said = `${length} of ${limit} characters (${name})`
  terminal.note([length > limit ? red(said) : dim(said)])
}

/** An address that is a short link of the service already, as it is; null for any other. */
async function ownLink(api: Client, address: string): Promise<string | null> {
  const slug = readShortAddress(address)?.slug
  if (slug === undefined) return null
  const { shortUrl } = await api.getLink({ slug }).catch(() => ({ shortUrl: null }))
  return shortUrl === address ? address : null
}
