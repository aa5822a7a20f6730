import type { Link } from '../../links/view.js'
import { readableAddress } from './readable-address.js'
import { UserText } from './user-text.js'

/** A link's display name: its title, its tweet's text, or its target. */
export function LinkName({ link }: { link: Link }) {
  return <UserText text={link.title ?? link.tweet?.text ?? bareAddress(link.url)} />
}

/** As people read it, without scheme and final slash: "https://example.com/" → "example.com". */
export function bareAddress(address: string): string {
  return readableAddress(address.replace(/^https?:\/\//, '').replace(/\/$/, ''))
}
