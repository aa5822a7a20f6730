import { storedWindows } from '../../scores/window.js'
import type { Leaderboard } from '../../stats/leaderboard.js'
import type { RankedSort } from '../../stats/ranked-accounts.js'
import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { FirstSteps } from '../parts/first-steps.js'
import { HowScored } from '../parts/how-scored.js'
import { ListSelect } from '../parts/list-choice.js'
import { Moment } from '../parts/moment.js'
import { OpenGraph } from '../parts/open-graph.js'
import { Pager } from '../parts/pager.js'
import { OnlyReported, whatIsReported } from '../parts/reported.js'
import { AccountSearch } from '../parts/search.js'
import { Select } from '../parts/select.js'
import { Share } from '../parts/share.js'
import { windowNames } from '../parts/windows.js'
import { cardOfPage } from '../public/addresses.js'
import { useView } from '../view.js'
import { type Choice, pathOf, readChoice } from './choice.js'
import { Ranking } from './ranking.js'

/** Nothing is chosen. */
const anything = readChoice({})
/** As the picture shows it. */
const unsearched = { q: '', sort: 'influence', include: undefined } as const
const title = 'Who has real influence?'

interface LeaderboardPageProps {
  choice: Choice
  report: Leaderboard
  /** How many accounts there are, on all pages. */
  total: number
  /** Names of the lists to choose from. */
  lists: string[]
  isFirst: boolean
}

/** Accounts by influence: 500 followers who click rank above 20,000 who do not. */
export function LeaderboardPage({ choice, report, total, lists, isFirst }: LeaderboardPageProps) {
  const { items, next, computedAt, sentence, reportedOnly } = report
  const { viewer } = useView()
  const path = pathOf(choice)
  const shared = pathOf({ ...choice, include: undefined })
  return (
    <Layout
      title="Leaderboard"
      description={sentence}
      head={
        <OpenGraph
          path={shared}
          title={title}
          description={sentence}
          card={choice.list === undefined ? cardOfPage(pathOf({ ...choice, ...unsearched })) : undefined}
        />
      }
      listed={isFirst && choice.q === '' && choice.include === undefined}
    >
      <h1>{title}</h1>
      <p class="lead">Not who has the most followers, but whose followers really click.</p>
      <section class="card">
        {(items.length > 0 || path !== pathOf(anything)) && (
          <Filter choice={choice} total={total} lists={lists} />
        )}
        {items.length === 0 ? <Nobody choice={choice} sentence={sentence} /> : <Ranking rows={items} />}
        <Pager
          of="accounts"
          first={isFirst ? null : path}
          next={next === null ? null : pathOf(choice, { cursor: next })}
        />
        {computedAt !== null && (
          <p class="hint">
            As of <Moment at={computedAt} />. Few tweets prove little, so the influence is drawn with the
            range where it likely is; every step on the scale is ten times as much.{' '}
            {choice.include !== undefined && `${whatIsReported} `}
            <HowScored />
            {viewer !== null && (
              <>
                {' · '}
                <a href={pathOf(choice, { path: '/leaderboard.csv' })}>Export as CSV</a>
              </>
            )}
          </p>
        )}
      </section>
      {reportedOnly !== undefined && isFirst && <OnlyReported rows={reportedOnly} />}
      {items.length > 0 && <Share path={shared} text={sentence} />}
    </Layout>
  )
}

function Nobody({ choice, sentence }: { choice: Choice; sentence: string }) {
  const { viewer } = useView()
  if (choice.q !== '' || choice.minTweets > 1 || choice.window !== 'all')
    return <p class="empty">{sentence}</p>
  if (viewer === null) {
    return <p class="empty">No public account has a tweet that can be measured yet.</p>
  }
  return (
    <>
      <p>
        No account here has a tweet that can be measured yet: it takes a tweeted link and a known number of
        followers.
      </p>
      <p>
        <a href={pathOf({ ...choice, include: 'reported' })}>What the networks report of the past</a>
      </p>
      {choice.list === undefined && <FirstSteps />}
    </>
  )
}

const leastTweets = [1, 3, 10, 30]

const sorts: readonly (readonly [RankedSort, string])[] = [
  ['influence', 'Most influence first'],
  ['who-click', 'Most who click first'],
  ['followers', 'Most followers first'],
  ['tweets', 'Most tweets first'],
]

interface FilterProps {
  choice: Choice
  total: number
  lists: string[]
}

/** Chooses which tweets and accounts are shown, and in which order. */
function Filter({ choice, total, lists }: FilterProps) {
  const { minTweets, include = '' } = choice
  const { viewer } = useView()
  const chosen = { list: '', ...choice, include, minTweets: String(minTweets) }
  const form = freshForm(chosen)
  const least = [...new Set([...leastTweets, minTweets])].sort((a, b) => a - b)
  return (
    <AccountSearch
      action="/leaderboard"
      chosen={chosen}
      total={total}
      sorts={sorts}
      all={pathOf({ ...choice, q: '' })}
    >
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
      {viewer !== null && (
        <Select
          name="include"
          label="Show"
          state={form}
          options={[
            ['', 'What we counted'],
            ['reported', 'And what networks report'],
          ]}
        />
      )}
    </AccountSearch>
  )
}
