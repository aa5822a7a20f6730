import type { Chance } from './chance.js'
import { type Topic, topics } from './stories.js'

/** An account that tweets during the year of the demo. */
export interface Player {
  handle: string
  name: string
  /** Today's count. */
  followers: number
  /** The share of them it had a year ago. */
  startedWith: number
  /** Bought during the year, included in `followers`; they never click. */
  bought: number
  /** Share of the followers that were not bought who click an average tweet. */
  rate: number
  tweets: number
  /** Scaled to reach the wanted number of clicks. */
  large: boolean
  public: boolean
  topic: Topic
}

/** The article's two accounts: both get 400 clicks, one from 500 followers, one from 20,000. */
export const loved = '@small_but_loved'
export const ignored = '@big_and_ignored'

type Line = Pick<Player, 'handle' | 'name' | 'followers' | 'rate' | 'tweets'> & Partial<Player>

const lines: readonly Line[] = [
  {
    handle: loved,
    name: 'Small but loved',
    followers: 500,
    rate: 0.72,
    tweets: 26,
    startedWith: 0.6,
  },
  { handle: ignored, name: 'Big and ignored', followers: 20_000, rate: 0.13, tweets: 26, bought: 17_000 },
  { handle: '@daily_headline', name: 'The Daily Headline', followers: 1_600_000, rate: 0.0016, tweets: 52 },
  { handle: '@megafunfacts', name: 'Mega fun facts', followers: 2_200_000, rate: 0.0006, tweets: 52 },
  { handle: '@gadget_galore', name: 'Gadget galore', followers: 540_000, rate: 0.0035, tweets: 52 },
  { handle: '@open_labs', name: 'Open labs', followers: 175_000, rate: 0.012, tweets: 52 },
  { handle: '@slow_web_weekly', name: 'Slow web weekly', followers: 32_000, rate: 0.06, tweets: 52 },
]

const firstWords = ['quiet', 'paper', 'tiny', 'night', 'copper', 'slow', 'north', 'velvet', 'plain', 'ember']
const secondWords = ['ferns', 'maps', 'comets', 'trains', 'bakers', 'lenses', 'rivers', 'looms', 'notes']
const drawn = 46
const tweetsOfDrawn = 8

/**
 * The accounts of the demo: the named ones, and others drawn from published figures of small
 * accounts.
 */
export function castOf(random: Chance): Player[] {
  const named = lines.map((line, n) => ({
    startedWith: 0.75,
    bought: 0,
    large: line.tweets === 52,
    public: true,
    topic: topicNumber(n),
    ...line,
  }))
  const others = Array.from({ length: drawn }, (_, n): Player => {
    // 10 and 9 have no common divisor, so no pair of words repeats.
    const words = [firstWords[n % firstWords.length] ?? '', secondWords[n % secondWords.length] ?? '']
    return {
      handle: handleOf(words, n),
      name: `${words[0]?.charAt(0).toUpperCase()}${words[0]?.slice(1)} ${words[1]}`,
      followers: Math.max(12, Math.round(Math.exp(random.normal(Math.log(500), 1.5)))),
      startedWith: 0.4 + 0.6 * random.uniform(),
      bought: 0,
      rate: Math.exp(random.normal(Math.log(0.01), 1)),
      tweets: tweetsOfDrawn,
      large: false,
      public: random.uniform() < 0.7,
      topic: random.pick(topics),
    }
  })
  return [...named, ...others]
}

function topicNumber(n: number): Topic {
  const topic = topics[n % topics.length]
  if (topic === undefined) throw new Error('There are no topics.')
  return topic
}

/** Two in three are on X, the others on Bluesky and Mastodon. */
function handleOf(words: string[], n: number): string {
  if (n % 6 === 2) return `@${words.join('-')}.example`
  if (n % 6 === 5) return `@${words.join('_')}@social.example`
  return `@${words.join('_')}`
}
