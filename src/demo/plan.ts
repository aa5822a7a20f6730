import { dayMs } from '../durations.js'
import { castOf, ignored, loved, type Player } from './cast.js'
import { type Chance, chance } from './chance.js'
import { hitsPerClicker, preview } from './habits.js'
import { type Count, countAt, historyOf } from './history.js'
import { storyOf } from './stories.js'

export interface PlannedAccount extends Pick<Player, 'handle' | 'name' | 'public'> {
  history: Count[]
}

export interface PlannedTweet {
  handle: string
  at: Date
  url: string
  title: string
  text: string
  tags: string[]
  slug: string
  public: boolean
  /** Followers who click within a week; without repeated clicks and other people. */
  clickers: number
}

/** A year of tweets, before anybody has clicked. */
export interface Plan {
  accounts: PlannedAccount[]
  /** Ordered by time. */
  tweets: PlannedTweet[]
  lists: { name: string; handles: string[] }[]
}

interface Draft extends Omit<PlannedTweet, 'clickers'> {
  player: Player
  /** What makes this tweet differ from the account's average. */
  luck: number
  /** Set if the number is not left to chance. */
  exactly?: number
}

const firstDay = 350
/** Fewer clicks mean fewer tweets, so that each still shows something. */
const clicksForAllTweets = 300_000

/**
 * Draws the year up to `now` from published figures: lognormal followers and rates, and a gamma
 * factor for each tweet. The same arguments give the same year. The large accounts are scaled to
 * give about `clicks` hits.
 */
export function planYear({ clicks, now, seed = 500 }: { clicks: number; now: Date; seed?: number }): Plan {
  const random = chance(seed)
  const cast = castOf(random)
  const share = Math.min(1, Math.max(0.12, clicks / clicksForAllTweets))
  const drafts = [
    ...cast.flatMap(player => draftsOf(player, share, random, now)),
    ...shared(cast, random, now),
  ]
  const scale = scaleFor(clicks, drafts, now)
  const grown = ({ followers, large }: Player) => (large ? Math.ceil(followers * scale) : followers)
  const histories = new Map(
    cast.map(player => [player, historyOf({ ...player, followers: grown(player) }, now)]),
  )
  const tweets = drafts.map(({ player, luck, exactly, ...tweet }) => {
    const { genuine } = countAt(histories.get(player) ?? [], tweet.at)
    return { ...tweet, clickers: exactly ?? random.poisson(genuine * player.rate * luck) }
  })
  return {
    accounts: cast.map(player => ({ ...player, history: histories.get(player) ?? [] })),
    tweets: tweets.sort((a, b) => a.at.getTime() - b.at.getTime()),
    lists: listsOf(cast),
  }
}

/** An account's own tweets: spread over the year, more by day than by night. */
function draftsOf(player: Player, share: number, random: Chance, now: Date): Draft[] {
  const count = Math.max(2, Math.round(player.tweets * share))
  const everyDays = firstDay / count
  // So that accounts do not all begin with the same story.
  const first = random.whole(0, 63)
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(now.getTime() - (firstDay - (n + random.uniform()) * everyDays) * dayMs)
    day.setUTCHours(random.whole(6, 21), random.whole(0, 59), random.whole(0, 59), 0)
    const at = day < now ? day : new Date(now.getTime() - random.whole(5, 180) * 60_000)
    const story = storyOf(player.topic, first + n)
    const site = (/\w[\w-]*/.exec(player.handle)?.[0] ?? '').replaceAll('_', '-')
    return {
      player,
      handle: player.handle,
      at,
      url: `https://${site}.example/${story.path}`,
      title: story.title,
      text: story.text,
      tags: [player.topic.tag],
      slug: slugOf(random),
      public: player.public,
      luck: random.gamma2(1),
    }
  })
}

const favours = [
  {
    daysAgo: 12,
    url: 'https://corner-bakery.example/opening-day',
    title: 'The corner bakery opens on Friday',
  },
  { daysAgo: 75, url: 'https://hedgehog-rescue.example/winter', title: 'Forty hedgehogs need a winter home' },
  { daysAgo: 190, url: 'https://open-atlas.example/kickstart', title: 'An atlas of benches, as a book' },
]

/**
 * Pages that friends were asked to tweet, including the article's: 400 clicks from 500 followers,
 * and from 20,000.
 */
function shared(cast: Player[], random: Chance, now: Date): Draft[] {
  const [lovedOne, ignoredOne] = [loved, ignored].map(name => cast.find(({ handle }) => handle === name))
  const others = cast.filter(({ large, handle }) => !large && ![loved, ignored].includes(handle))
  return favours.flatMap(({ daysAgo, url, title }, n) => {
    const friends = [lovedOne, ignoredOne, ...others.slice(n * 4, n * 4 + 4)].filter(one => one !== undefined)
    return friends.map(
      (player, friend): Draft => ({
        player,
        handle: player.handle,
        at: new Date(now.getTime() - daysAgo * dayMs + friend * random.whole(5, 90) * 60_000),
        url,
        title,
        text: `A favour for a friend: ${title}`,
        tags: ['favour'],
        slug: n === 0 && friend < 2 ? player.handle.slice(1).replaceAll('_', '-') : slugOf(random),
        public: player.public,
        luck: random.gamma2(1),
        ...(n === 0 && friend < 2 && { exactly: 400 }),
      }),
    )
  })
}

/** Factor for the large accounts' followers. */
function scaleFor(clicks: number, drafts: Draft[], now: Date): number {
  const expected = (some: Draft[]) =>
    some.reduce((sum, { player, luck, exactly, at }) => {
      const { genuine } = countAt(historyOf(player, now), at)
      return sum + (exactly ?? genuine * player.rate * luck) * hitsPerClicker
    }, 0)
  const previews = drafts.length * ((preview.fewest + preview.most) / 2)
  const small = expected(drafts.filter(({ player }) => !player.large))
  return Math.max(0.001, (clicks - previews - small) / expected(drafts.filter(({ player }) => player.large)))
}

// No characters that are easily confused.
const letters = 'abcdefghijkmnpqrtwxyzABCDEFGHJKLMNPQRTUVWXY346789'

function slugOf(random: Chance): string {
  return Array.from({ length: 7 }, () => random.pick([...letters])).join('')
}

function listsOf(cast: Player[]): Plan['lists'] {
  const handles = (some: Player[]) => some.map(({ handle }) => handle)
  const others = cast.filter(({ large }) => !large)
  return [
    { name: 'Friends', handles: handles(others.slice(0, 10)) },
    { name: 'Worth interacting with', handles: handles(others.filter(({ rate }) => rate > 0.02)) },
    { name: 'The loud ones', handles: [...handles(cast.filter(({ large }) => large)), ignored] },
  ]
}
