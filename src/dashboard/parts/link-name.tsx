import type { Link } from '../../links/view.js'
import { UserText } from './user-text.js'

/** What a link is called: its title, its tweet's text, or where it leads. */
export function LinkName({ link }: { link: Link }) {
  return <UserText text={link.title ?? link.tweet?.text ?? bareAddress(link.url)} />
}

/** Without what every address has: "https://example.com/" → "example.com". */
export function bareAddress(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
