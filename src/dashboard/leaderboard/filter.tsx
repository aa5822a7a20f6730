import { storedWindows } from '../../scores/window.js'
import { freshForm } from '../form.js'
import { ListSelect } from '../parts/list-choice.js'
import { Select } from '../parts/select.js'
import { windowNames } from '../parts/windows.js'
import type { Choice } from './choice.js'

const leastTweets = [1, 3, 10, 30]

/** Which tweets and whose. */
export function Filter({ choice, lists }: { choice: Choice; lists: string[] }) {
  const { window, minTweets, list = '' } = choice
  const form = freshForm({ window, minTweets: String(minTweets), list })
  const least = [...new Set([...leastTweets, minTweets])].sort((a, b) => a - b)
  return (
    <form method="get" action="/leaderboard" class="filter">
      <Select
        name="window"
        label="Tweets"
        state={form}
        options={storedWindows.map(name => [name, windowNames[name].ofTweets] as const)}
      />
      <Select
        name="minTweets"
        label="At least"
        state={form}
        options={least.map(count => [String(count), count === 1 ? '1 tweet' : `${count} tweets`] as const)}
      />
      <ListSelect names={lists} state={form} />
      <button type="submit" class="quiet">
        Show
      </button>
    </form>
  )
}
