import { sql } from 'drizzle-orm'
import t from 'tap'
import {
  isThroughXForIphone,
  postingInSql,
  postingOf,
  throughXForIphoneInSql,
} from '../../src/rollups/posting.js'
import { database } from '../fixtures/database.js'
import { chrome, twitterApp } from '../fixtures/hits.js'

const referrers: [referrer: string | null, posting: string][] = [
  ['https://t.co/Ab3xYz7Qw1', 'Ab3xYz7Qw1'],
  ['https://t.co/ab3xyz7qw1', 'ab3xyz7qw1'],
  ['http://t.co/a', 'a'],
  ['https://t.co:8443/a1', 'a1'],
  ['https://t.co./a1', 'a1'],
  ['HTTPS://T.CO/a1', 'a1'],
  ['https://t.co/a1/', 'a1'],
  ['https://t.co/a1/more', 'a1'],
  ['https://t.co/a1?amp=1', 'a1'],
  ['https://t.co/', ''],
  ['https://t.co', ''],
  ['https://t.co/0123456789abcdef', ''],
  ['https://t.co/a-b', ''],
  ['https://t.co/a1%0A', ''],
  ['https://t.co/é', ''],
  ['https://not.co/a1', ''],
  ['https://at.co/a1', ''],
  ['https://txco/a1', ''],
  ['https://t.co.example/a1', ''],
  ['https://example.com/https://t.co/a1', ''],
  ['https://example.com/\nhttps://t.co/a1', ''],
  ['android-app://t.co/a1', ''],
  ['https://x.com/me/status/20', ''],
  [null, ''],
]
const userAgents: [userAgent: string | null, iphone: boolean][] = [
  [twitterApp, true],
  [twitterApp.replace('Twitter for iPhone/10.90', 'twitter for iphone'), true],
  [twitterApp.replace('iPhone/10.90', 'iPad/10.90'), false],
  [
    'Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36 TwitterAndroid',
    false,
  ],
  [chrome, false],
  [null, false],
]

t.test('the posting and the app are read in the database as anywhere else', async t => {
  const { db } = await database(t)
  for (const [referrer, posting] of referrers) {
    t.equal(postingOf({ referrer }), posting, String(referrer))
    const [row] = await db.execute<{ posting: string }>(sql`
      select ${postingInSql} as posting from (select ${referrer}::text as referrer) as c`)
    t.equal(row?.posting, posting, `${referrer} in the database`)
  }
  for (const [userAgent, iphone] of userAgents) {
    t.equal(isThroughXForIphone({ userAgent }), iphone, String(userAgent))
    const [row] = await db.execute<{ iphone: boolean }>(sql`
      select ${throughXForIphoneInSql} as iphone from (select ${userAgent}::text as user_agent) as c`)
    t.equal(row?.iphone, iphone, `${userAgent} in the database`)
  }
})
