import type { AccountInfluence } from '../client/index.js'
import type { Environment } from './api-client.js'
import { bar } from './bars.js'
import { count, people, percent, ratioWithInterval } from './figures.js'
import { scoreNote } from './prior.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

/** An account's influence as readable text, the sentence first. */
export function accountPage(report: AccountInfluence, env: Environment): Text[] {
  const { activeFollowers: active, tweetsWithoutFollowers: without } = report
  const remarks = [
    ...(report.fewTweets && report.tweets > 0 ? ['so still rough'] : []),
    ...(report.openTweets > 0 ? [`${count(report.openTweets)} still open`] : []),
    ...(report.drafts > 0 ? [`${count(report.drafts)} not tweeted yet`] : []),
    ...(without > 0 ? [`${count(without)} more of which the followers are unknown or 0`] : []),
  ]
  return [
    bold(report.sentence),
    '',
    ...facts([
      ['tweets', [count(report.tweets), ...remarks.map(remark => `, ${remark}`)]],
      ['raw average', percent(report.rawRatio)],
      ['median tweet', percent(report.medianTweet)],
      ['influence', bold(ratioWithInterval(report.score, report.interval))],
      ['followers', count(report.followers)],
      ['followers who click', people(report.followersWhoClick)],
      [
        'people in 30 days',
        active.min === active.max ? count(active.min) : `${count(active.min)} to ${count(active.max)}`,
      ],
    ]),
    ...trend(report),
    ...reportedPage(report),
    '',
    scoreNote(env, 0),
  ]
}

function trend({ trend }: AccountInfluence): Text[] {
  const most = Math.max(...trend.map(({ score }) => score ?? 0))
  const rows = trend.map(({ from, tweets, followers, score, interval }) => [
    from.slice(0, 7),
    count(tweets),
    count(followers),
    ratioWithInterval(score, interval),
    bar(score ?? 0, most, 24),
  ])
  if (rows.length === 0) return []
  return [
    '',
    bold('By month'),
    ...table(['month', 'tweets', 'followers', 'influence', ''], rows, { right: [1, 2] }),
  ]
}

/** What the network says; nothing if nobody asked. */
function reportedPage({ reported }: AccountInfluence): Text[] {
  if (reported === undefined) return []
  if (reported === null) return ['', 'Nothing is known of what the network reports: import its analytics.']
  const { beside, trend, ratio } = reported
  const most = Math.max(...trend.map(month => month.ratio ?? 0))
  return [
    '',
    bold(reported.sentence),
    ...facts([
      ['reported ratio', percent(ratio)],
      ...(beside === null
        ? []
        : ([
            [
              'the same tweets here',
              `${count(beside.clicks)} clicks of ${count(beside.clickers)} people, ${count(beside.reportedClicks)} reported`,
            ],
          ] as [string, Text][])),
    ]),
    ...table(
      ['month', 'tweets', 'link clicks', 'reported', ''],
      trend.map(({ from, tweets, clicks, ratio }) => [
        from.slice(0, 7),
        count(tweets),
        count(clicks),
        percent(ratio),
        bar(ratio ?? 0, most, 24),
      ]),
      { right: [1, 2] },
    ),
  ]
}
