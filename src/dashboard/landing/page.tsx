import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { OpenGraph } from '../parts/open-graph.js'
import { SameClicks } from '../parts/same-clicks.js'
import { cardOfPage } from '../public/addresses.js'
import { useView } from '../view.js'
import type { Calculation } from './calculate.js'
import { Calculator } from './calculator.js'

const claim = 'Followers are not influence. Clicks are.'
const description =
  'Short links for your tweets that show real influence: of the people who follow an account, how many really click?'

/** Explains the service to somebody who has never heard of it. */
export function LandingPage(props: { form: FormState; calculation: Calculation | null }) {
  return (
    <Layout
      title="Fivehundred"
      description={description}
      scripts={['calculator']}
      head={<Tags calculation={props.calculation} />}
      listed
    >
      <div class="landing">
        <section>
          <h1>{claim}</h1>
          <p class="lead">
            If you have 500 followers and they all click a link that you tweet, that is influence. Why would
            you need 20,000 followers to get 400 clicks?
          </p>
          <SameClicks />
          <Steps />
          <Next />
        </section>
        <Calculator {...props} />
      </div>
    </Layout>
  )
}

function Steps() {
  return (
    <ol>
      <li>
        <strong>Shorten</strong> the link that you want to tweet.
      </li>
      <li>
        <strong>Tweet it.</strong> Who clicks is counted once; crawlers, previews and prefetching are not
        people and do not count.
      </li>
      <li>
        <strong>See</strong> how many of your followers really click, and what one of them is worth in anybody
        else’s.
      </li>
    </ol>
  )
}

function Next() {
  const { viewer } = useView()
  return (
    <p class="row">
      {viewer === null ? (
        <a class="button" href="/login">
          Log in
        </a>
      ) : (
        <a class="button" href="/app">
          To your links
        </a>
      )}
      <a class="button quiet" href="/leaderboard">
        Leaderboard
      </a>
      <a class="button quiet" href="/exchange">
        Exchange
      </a>
    </p>
  )
}

/** The description for shared addresses: the result, if the numbers are not the example's. */
function Tags({ calculation }: { calculation: Calculation | null }) {
  const { path } = useView()
  if (calculation === null || !path.includes('?')) {
    return <OpenGraph path="/" title={claim} description={description} card={cardOfPage('/')} />
  }
  const { a, b, comparison } = calculation
  return (
    <OpenGraph
      path={path}
      title={comparison.sentence}
      description={`${a.tweetSentence} ${b.tweetSentence}`}
    />
  )
}
