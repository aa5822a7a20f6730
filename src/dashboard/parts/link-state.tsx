import type { Link } from '../../links/view.js'
import { useView } from '../view.js'

/** What is special about a link, one word each. */
export function LinkState({ link }: { link: Link }) {
  const { now } = useView()
  const states = [
    link.tweet !== null && link.tweet.tweetedAt === null && 'not tweeted yet',
    !link.enabled && 'disabled',
    link.expiresAt !== null && new Date(link.expiresAt) <= now && 'expired',
    link.public && 'public',
  ]
  return (
    <>
      {states
        .filter(state => state !== false)
        .map(state => (
          <span key={state} class="chip state">
            {state}
          </span>
        ))}
    </>
  )
}
