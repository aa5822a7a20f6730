import { pastedAddress } from '../../typed/pasted.js'
import { trim } from '../../typed/trim.js'

/** As many characters as a link's title may have. */
const longestTitle = 300
const longestText = 4000

/**
 * The page to shorten, as the bookmarklet or a phone's share sheet passes it: a title that is too
 * long is cut, and an app that shares an address inside a text is understood.
 */
export function givenPage({ url = '', title = '', text = '' }: Record<string, string>): {
  url: string
  title: string
  text: string
} {
  const name = cut(title.replace(/\s+/g, ' '), longestTitle)
  const words = cut(text, longestText)
  const shared = url === '' ? /^(.*\s|)(\S*https?:\/\/\S+)(.*)$/is.exec(words) : null
  const [, before = words, address = '', after = ''] = shared ?? []
  const rest = trim(before + after)
  return { url: url || pastedAddress(address), title: name, text: rest === name ? '' : rest }
}

/** Never in the middle of a character. */
function cut(text: string, most: number): string {
  const start = trim(text).slice(0, most)
  return trim(start.replace(/[\ud800-\udbff]$/, ''))
}
