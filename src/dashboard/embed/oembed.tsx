import { renderToString } from 'preact-render-to-string'
import type { Config } from '../../config.js'
import { plainPath } from '../../links/plain-path.js'
import { decode } from '../../typed/decode.js'
import { parseUrl } from '../../typed/parse-url.js'
import { pastedAddress } from '../../typed/pasted.js'
import { pathsOf } from '../public/addresses.js'
import type { Result } from '../public/result.js'
import type { Theme } from './theme.js'

/** Pixels that the embedded page needs. */
export const size = { width: 480, height: 230 }
/** How many seconds a blog may cache the answer: the frame always shows current numbers. */
const cacheSeconds = 86_400

/**
 * The slug, or the handle with its @, that one of our addresses (public page, embed or short link)
 * shows, in any spelling and with anything around it; null for any other address.
 */
export function readEmbedded(text: string, { baseUrl }: Pick<Config, 'baseUrl'>): string | null {
  const decoded = /^[^a-z]*https?%3a/i.test(text) ? decode(text) : text
  const address = pastedAddress(decoded).replace(/^(?![a-z][a-z\d+.-]*:\/\/)/i, 'https://')
  const url = parseUrl(address)
  if (url === null || placeOf(url) !== placeOf(new URL(baseUrl))) return null
  const path = decode(plainPath(url.pathname))
  const [, handle, slug] = /^\/(?:embed\/)?(?:(@[^/]+)|([\w-]+)\+?)$/.exec(path) ?? []
  return handle ?? slug ?? null
}

/** The host without the default ports of http and https: both schemes reach the same service. */
function placeOf({ protocol, hostname, port }: URL): string | null {
  if (!/^https?:$/.test(protocol)) return null
  return `${hostname.replace(/\.$/, '')}:${port === '80' || port === '443' ? '' : port}`
}

/**
 * Pixels as a blog asks for them; undefined if it sets no limit, which can be spelled in many ways.
 */
export function readSide(text: string | undefined): number | undefined {
  const pixels = Math.floor(Number(text))
  return pixels >= 1 ? pixels : undefined
}

interface Asked {
  theme?: Theme | undefined
  maxwidth?: number | undefined
  maxheight?: number | undefined
}

/** The answer of type `rich` (oembed.com, 1.0): the frame, no larger than requested. */
export function richEmbed(
  { name, headline }: Result,
  { baseUrl }: Pick<Config, 'baseUrl'>,
  { theme = 'auto', maxwidth = size.width, maxheight = size.height }: Asked,
) {
  const width = Math.min(size.width, maxwidth)
  const height = Math.min(size.height, maxheight)
  const address = embedAddress(name, theme, baseUrl)
  return {
    version: '1.0',
    type: 'rich',
    title: headline,
    provider_name: 'Fivehundred',
    provider_url: baseUrl,
    cache_age: cacheSeconds,
    html: frameCode(address, headline, theme, { width, height }),
    width,
    height,
  }
}

/** Where the embed of a slug or a handle is, in one of its themes. */
export function embedAddress(name: string, theme: Theme, baseUrl: string): string {
  return `${baseUrl}${pathsOf(name).embed}${theme === 'auto' ? '' : `?theme=${theme}`}`
}

/**
 * The markup that frames an embed; it is narrower where the page around it has less room. A frame
 * shows what is behind it only if it has the same colour scheme as the page in it.
 */
export function frameCode(
  address: string,
  title: string,
  theme: Theme,
  { width, height }: typeof size,
): string {
  return renderToString(
    <iframe
      src={address}
      title={title}
      width={width}
      height={height}
      style={{ maxWidth: '100%', ...(theme !== 'auto' && { colorScheme: theme }) }}
      frameborder="0"
      loading="lazy"
    />,
  )
}
