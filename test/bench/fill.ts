import { sql } from 'drizzle-orm'
import { everything } from '../../src/auth/access.js'
import { readConfig } from '../../src/config.js'
import type { Database } from '../../src/db/connect.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { computePrior, measuredAccounts } from '../../src/scores/estimate-prior.js'
import type { Subjects } from '../fixtures/every-page.js'

/** Called as the examples of the API's document are. */
export const subjects: Subjects = {
  slug: 'launch',
  handle: '@me',
  otherHandle: '@you',
  url: 'https://example.com/article',
  list: 'friends',
}

/**
 * What answers are read from: each link has a tweet; every hundredth of the links has its clicks
 * in all quarters and days of a year, the others in a few. The prior and the scores are computed
 * from that, so that a service has nothing left to do. Of `hits`, the rows of `clicks`, only lists
 * of hits are read. Returns how many rows there are.
 */
export async function fill(
  db: Database,
  {
    clicks,
    links: linkCount,
    accounts: accountCount = linkCount / 10,
    hits: hitRows = 1_000_000,
  }: { clicks: number; links: number; accounts?: number; hits?: number },
): Promise<Map<string, number>> {
  const week = sql`interval '7 days'`
  const followers = sql`round(exp(6.2 + 1.5 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))`
  await db.execute(sql`select setseed(0.5)`)
  await db.execute(sql`
    insert into accounts (handle, handle_key, network, public)
    select handle, handle, 'x', n < 100 from (
      select n, case n when 1 then '@me' when 2 then '@you' else '@user' || n end as handle
      from generate_series(1, ${accountCount}::int) as n
    ) as a`)
  await db.execute(sql`
    insert into follower_counts (account_id, counted_at, followers)
    select a.id, now() - n * interval '100 days', ${followers} from accounts a, generate_series(0, 5) as n`)
  await db.execute(sql`
    insert into tweets (account_id, network, tweeted_at, window_ends_at, published)
    select 1 + n % ${accountCount}::int, 'x', at, at + ${week}, true from (
      select n, now() - random() * interval '500 days' as at from generate_series(1, ${linkCount}::int) as n
    ) as t`)
  await db.execute(sql`
    insert into links (slug, url, title, search_text, tags, tweet_id, public, created_at, visitor_salt, visitor_salt_ends_at)
    select case id when 1 then 'launch' else 'link' || id end,
      'https://example.com/article' || case when id < 100 then '' else (id % 1000)::text end, 'Title ' || id, 'link' || id || ' title ' || id,
      array['tag' || id % 50], id, id < 100, tweeted_at - interval '1 hour', '', now()
    from tweets`)
  // The first link has a tenth of the clicks; of the rest, the n-th has about 1/n as many.
  await db.execute(sql`
    create table bench as select n as link_id, n <= ${linkCount}::int / 100 as is_busy,
      ceil(${clicks}::float8 * case n when 1 then 0.1 else 0.9 / (n * ln(${linkCount}::int)) end)::bigint as clicks
    from generate_series(1, ${linkCount}::int) as n`)
  await db.execute(sql`
    insert into link_quarters (link_id, quarter, clicks, clickers, excluded)
    select link_id, date_trunc('day', now()) - q * interval '15 minutes' * step, ceil(clicks / 3504.0), ceil(clicks / 4000.0), 1
    from bench cross join lateral (select case when is_busy then 10 else 1000 end as step) as s
    cross join lateral generate_series(1, case when is_busy then least(clicks, 3504) else least(clicks, 12) end) as q
    where link_id > 1`)
  await db.execute(sql`
    insert into link_quarters (link_id, quarter, clicks, clickers, excluded)
    select 1, date_trunc('day', now()) - q * interval '15 minutes', ceil(clicks / 35040.0), ceil(clicks / 40000.0), 1
    from bench, generate_series(1, 35040) as q where link_id = 1`)
  await db.execute(sql`
    insert into link_totals (link_id, clicks, clickers, excluded, rules_version, judged)
    select link_id, sum(clicks), sum(clickers), sum(excluded), 1, sum(clicks + excluded) from link_quarters group by 1`)
  await db.execute(sql`
    insert into link_facets (link_id, day, facet, value, clicks, clickers, excluded)
    select link_id, date_trunc('day', now()) - d * interval '1 day', facet, facet || v,
      case facet when 'reason' then 0 else c end, case facet when 'reason' then 0 else c end, case facet when 'reason' then c else 0 end
    from bench cross join lateral generate_series(1, case when link_id <= 10 then 365 when is_busy then 30 else 1 end) as d
    cross join lateral (select ceil(clicks / 3650.0) as c) as n
    cross join (values ('source', 4), ('referrer', 8), ('country', 10), ('browser', 5), ('system', 4), ('device', 2), ('reason', 4))
      as f (facet, values)
    cross join lateral generate_series(1, case when is_busy then values else 1 end) as v`)
  await db.execute(sql`
    insert into tweet_sources (link_id, source, clicks, clickers)
    select link_id, source, ceil(clicks * part), ceil(clicks * part * 0.8) from bench, (values ('x', 0.5), ('google', 0.1)) as s (source, part)`)
  await db.execute(sql`
    insert into tweet_postings (link_id, posting, x_for_iphone, clicks, clickers)
    select link_id, '', false, clicks, clickers from tweet_sources where source = 'x'`)
  const recent = Array.from({ length: 31 }, (_, day) => Date.now() - day * 86_400_000)
  await createPartitions(db).ensure(recent)
  await db.execute(sql`
    insert into clicks (link_id, clicked_at, id, visitor, reason, rules_version, country, hints, source, browser, system, device)
    select 1 + (random() ^ 5 * (${linkCount}::int - 1))::int, now() - n * interval '30 days' / ${hitRows}::int, gen_random_uuid(),
      decode(md5(n::text), 'hex'), case when n % 3 = 0 then 'bot' end, 1, 'DE', '{}', 'x', 'Chrome', 'Android', 'mobile'
    from generate_series(1, ${hitRows}::int) as n`)
  await db.execute(sql`
    insert into visitors (link_id, visitor, first_clicked_at, first_click_id)
    select link_id, visitor, clicked_at, id from clicks where reason is null`)
  await db.execute(sql`insert into lists (name, name_key) values ('friends', 'friends')`)
  await db.execute(sql`insert into list_accounts select 1, id from accounts where id % 100 = 1`)
  await db.execute(sql`insert into stale_scores (account_id) select id from accounts`)
  await db.execute(sql`drop table bench`)
  await db.execute(sql`vacuum analyze`)
  while ((await sumLinks(db)) > 0);
  const ctx = { access: everything, db, config: readConfig({}), now: () => new Date() }
  await computePrior(ctx, await measuredAccounts(ctx))
  await refreshScoresJob(ctx).run(new AbortController().signal)
  await db.execute(sql`vacuum analyze`)
  const tables = ['links', 'accounts', 'link_quarters', 'link_facets', 'clicks', 'visitors']
  const rows = tables.map(name => db.$count(sql`${sql.identifier(name)}`))
  return new Map((await Promise.all(rows)).map((count, n) => [tables[n] ?? '', count]))
}
