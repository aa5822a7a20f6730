import { Type } from 'typebox'
import { Count, Drafts, NullableInterval, Ratio, State, Time } from './report-schemas.js'
import { Nullable } from './schemas.js'

const LinkOfTweet = Type.Object(
  {
    slug: Type.String({ examples: ['launch'] }),
    shortUrl: Type.String({ examples: ['https://go.example.com/launch'] }),
    url: Type.String({ description: 'Where the link leads.', examples: ['https://example.com/article'] }),
    deleted: Type.Boolean({ description: 'It has been deleted; its clicks still count.' }),
    clicks: Count,
    clickers: Count,
    followerClickers: Count,
  },
  { title: 'LinkOfTweet' },
)

const AccountTweet = Type.Object(
  {
    id: Nullable(Type.String({ description: "The network's id of the tweet; null for a draft." })),
    url: Nullable(Type.String({ examples: ['https://x.com/me/status/1529877576591609861'] })),
    text: Nullable(Type.String({ examples: ['Look at this'] })),
    published: Type.Boolean(),
    state: State,
    tweetedAt: Nullable(Type.String({ format: 'date-time', description: 'Null for a draft.' })),
    window: Nullable(
      Type.Object(
        { from: Time, to: Time, open: Type.Boolean({ description: 'Whether it is still open.' }) },
        {
          description:
            'The attribution window: everything below is counted inside it. Null for a draft, whose clicks are those of its links so far.',
        },
      ),
    ),
    followers: Nullable(Type.Integer({ description: "At the tweet's time; null if never counted." })),
    followersCountedAt: Nullable(Time),
    clicks: Count,
    clickers: Type.Integer({ description: 'Distinct visitors of each link, summed if there are several.' }),
    followerClickers: Type.Integer({
      description:
        "Clickers from the account's network or an unknown source, without those through other tweets on X, summed if there are several links.",
    }),
    spillover: Type.Integer({ description: 'Clickers from anywhere else, and through other tweets on X.' }),
    people: Type.Object(
      { min: Count, max: Count },
      {
        description:
          'Bounds on the number of different people among the follower clickers: nobody is recognized across links, so with several links it is between the largest count and the sum.',
      },
    ),
    clicksPerFollower: Nullable(Ratio),
    influence: Nullable(
      Type.Number({
        description: 'Follower clickers per follower, never capped; null without known followers.',
      }),
    ),
    interval: NullableInterval,
    links: Type.Array(LinkOfTweet),
    sentence: Type.String({ examples: ['400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).'] }),
  },
  { title: 'AccountTweet' },
)

export const AccountTweetsSchema = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    tweets: Type.Integer({ description: 'How many there are in total, without drafts.' }),
    drafts: Drafts,
    data: Type.Array(AccountTweet),
    nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
    sentence: Type.String({ examples: ['12 tweets of @me brought 1,204 clicks.'] }),
  },
  { title: 'AccountTweetPage', description: 'A page.' },
)
