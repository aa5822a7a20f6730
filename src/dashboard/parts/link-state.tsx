import { counted } from '../../influence/figures.js'
import type { Link } from '../../links/view.js'
import type { LinkFigures } from '../live/figures.js'
import { useView } from '../view.js'
import { Moment } from './moment.js'

/** What is special about a link, in few words each; in `figures`, what can change any moment. */
export function LinkState({ link, figures }: { link: Link; figures: LinkFigures }) {
  const { now } = useView()
  const isOver = link.expiresAt !== null && new Date(link.expiresAt) <= now
  const states = [
    link.deletedAt !== null && 'deleted',
    !link.enabled && 'disabled',
    isOver && 'expired',
    link.maxClicks !== null &&
      (link.clicks >= link.maxClicks ? 'used up' : `at most ${counted(link.maxClicks, 'click')}`),
    link.public && 'public',
  ]
  return (
    <>
      {link.tweet !== null && link.tweet.tweetedAt === null && (
        <span class="chip state" data-figure="draft">
          {figures.draft}
        </span>
      )}
      {states
        .filter(state => state !== false)
        .map(state => (
          <span key={state} class="chip state">
            {state}
          </span>
        ))}
      {link.expiresAt !== null && !isOver && (
        <span class="chip state">
          until <Moment at={link.expiresAt} />
        </span>
      )}
    </>
  )
}
