CREATE TABLE "total_facets" (
	"day" timestamp (3) with time zone NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "total_facets_facet_day_value_pk" PRIMARY KEY("facet","day","value")
);
--> statement-breakpoint
CREATE TABLE "total_quarters" (
	"quarter" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "total_tags" (
	"tag" text collate "C" PRIMARY KEY NOT NULL,
	"links" bigint DEFAULT 0 NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "summed_tags" text[];--> statement-breakpoint
CREATE INDEX "links_to_sum" ON "links" USING btree ("id") WHERE case when summed_tags is distinct from case when deleted_at is null then tags end then 1 else 0 end = 1;--> statement-breakpoint
CREATE VIEW "all_facets" AS (
  select day, facet, value, clicks, clickers, excluded from total_facets
  union all select q.day, q.facet, q.value, q.clicks * l.n, q.clickers * l.n, q.excluded * l.n
  from (
    select id, case when deleted_at is null then 1 else -1 end as n from links
    where case when summed_tags is distinct from case when deleted_at is null then tags end then 1 else 0 end = 1 and (deleted_at is null) = (summed_tags is null)
  ) as l join link_facets q on q.link_id = l.id
  union all select q.day, q.facet, q.value, q.clicks, q.clickers, q.excluded
  from pending_facets q join links l on l.id = q.link_id where l.deleted_at is null);--> statement-breakpoint
CREATE VIEW "all_quarters" AS (
  select quarter, clicks, clickers, excluded from total_quarters
  union all select q.quarter, q.clicks * l.n, q.clickers * l.n, q.excluded * l.n
  from (
    select id, case when deleted_at is null then 1 else -1 end as n from links
    where case when summed_tags is distinct from case when deleted_at is null then tags end then 1 else 0 end = 1 and (deleted_at is null) = (summed_tags is null)
  ) as l join link_quarters q on q.link_id = l.id
  union all select q.hour, q.clicks, q.clickers, q.excluded
  from link_hours q join links l on l.id = q.link_id where l.deleted_at is null
  union all select q.quarter, q.clicks, q.clickers, q.excluded
  from pending_quarters q join links l on l.id = q.link_id where l.deleted_at is null);--> statement-breakpoint
CREATE VIEW "pending_tags" AS (
  select t.tag collate "C" as tag, t.n as links, t.n * coalesce(k.clicks, 0) as clicks, t.n * coalesce(k.excluded, 0) as excluded
  from links l left join link_totals k on k.link_id = l.id cross join lateral (
    select tag, -1::bigint as n from unnest(array_append(l.summed_tags, '')) as tag where l.summed_tags is not null
    union all select tag, 1 from unnest(array_append(l.tags, '')) as tag where l.deleted_at is null
  ) as t where case when summed_tags is distinct from case when deleted_at is null then tags end then 1 else 0 end = 1
  union all select t.tag collate "C", 0, p.clicks, p.excluded
  from (
    select link_id, clicks, excluded from pending_quarters
    union all select link_id, clicks, excluded from link_hours
  ) as p join links l on l.id = p.link_id cross join lateral unnest(array_append(l.summed_tags, '')) as t (tag)
  where l.summed_tags is not null);