import { storedWindows } from '../../scores/window.js'
import type { Leaderboard } from '../../stats/leaderboard.js'
import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { FirstSteps } from '../parts/first-steps.js'
import { HowScored } from '../parts/how-scored.js'
import { ListSelect } from '../parts/list-choice.js'
import { Moment } from '../parts/moment.js'
import { OpenGraph } from '../parts/open-graph.js'
import { Pager } from '../parts/pager.js'
import { Select } from '../parts/select.js'
import { Share } from '../parts/share.js'
import { windowNames } from '../parts/windows.js'
import { cardOfPage } from '../public/addresses.js'
import { useView } from '../view.js'
import { type Choice, pathOf, readChoice } from './choice.js'
import { Ranking } from './ranking.js'

/** Nothing is chosen. */
const anything = readChoice({})
const title = 'Who has real influence?'

interface LeaderboardPageProps {
  choice: Choice
  report: Leaderboard
  /** Names of the lists to choose from. */
  lists: string[]
  isFirst: boolean
}

/** Accounts by influence: 500 followers who click rank above 20,000 who do not. */
export function LeaderboardPage({ choice, report, lists, isFirst }: LeaderboardPageProps) {
  const { items, next, computedAt, sentence } = report
  const path = pathOf(choice)
  return (
    <Layout
      title="Leaderboard"
      description={sentence}
      head={
        <OpenGraph
          path={path}
          title={title}
          description={sentence}
          card={choice.list === undefined ? cardOfPage(path) : undefined}
        />
      }
      listed={isFirst}
    >
      <h1>{title}</h1>
      <p class="lead">Not who has the most followers, but whose followers really click.</p>
      <section class="card">
        <h2>Leaderboard</h2>
        {(items.length > 0 || path !== pathOf(anything)) && <Filter choice={choice} lists={lists} />}
        {items.length === 0 ? <Nobody choice={choice} sentence={sentence} /> : <Ranking rows={items} />}
        <Pager
          of="accounts"
          first={isFirst ? null : path}
          next={next === null ? null : pathOf(choice, next)}
        />
        {computedAt !== null && (
          <p class="hint">
            As of <Moment at={computedAt} />. Few tweets prove little, so the influence is drawn with the
            range where it likely is; every step on the scale is ten times as much. <HowScored />
          </p>
        )}
      </section>
      {items.length > 0 && <Share path={path} text={sentence} />}
    </Layout>
  )
}

function Nobody({ choice, sentence }: { choice: Choice; sentence: string }) {
  const { viewer } = useView()
  if (choice.minTweets > 1 || choice.window !== 'all') return <p class="empty">{sentence}</p>
  if (viewer === null) {
    return <p class="empty">No public account has a tweet that can be measured yet.</p>
  }
  return (
    <>
      <p>
        No account here has a tweet that can be measured yet: it takes a tweeted link and a known number of
        followers.
      </p>
      {choice.list === undefined && <FirstSteps />}
    </>
  )
}

const leastTweets = [1, 3, 10, 30]

/** Chooses which tweets and accounts are shown. */
function Filter({ choice, lists }: { choice: Choice; lists: string[] }) {
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
        Apply
      </button>
    </form>
  )
}
