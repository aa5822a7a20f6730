-- By hand: the order of the views, and those of hours, which nodes of the version before still read and fold. What they read
-- by hour may be as fine as a quarter of one; what they fold into link_hours is refined later. A later version drops them.
CREATE TABLE "link_quarters" (
	"link_id" bigint NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "link_quarters_link_id_quarter_pk" PRIMARY KEY("link_id","quarter")
);
--> statement-breakpoint
ALTER TABLE "link_changes" ALTER COLUMN "hours" SET DEFAULT '{}'::jsonb;--> statement-breakpoint
ALTER TABLE "link_changes" ADD COLUMN "quarters" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE VIEW "pending_quarters" AS (
  select c.batch, c.link_id, to_timestamp(q.key::bigint * q.seconds) as quarter, q.seconds = 3600 as whole_hour,
    (q.value -> 0)::bigint as clicks, (q.value -> 1)::bigint as clickers,
    (q.value -> 2)::bigint as excluded
  from link_changes c cross join lateral (
    select key, value, 900 as seconds from jsonb_each(c.quarters)
    union all select key, value, 3600 from jsonb_each(c.hours)
  ) as q where c.problem is null);--> statement-breakpoint
CREATE VIEW "counted_quarters" AS (
  select link_id, quarter, clicks, clickers, excluded from link_quarters
  union all select link_id, hour, clicks, clickers, excluded from link_hours
  union all select link_id, quarter, clicks, clickers, excluded from pending_quarters);--> statement-breakpoint
CREATE OR REPLACE VIEW "pending_hours" AS (
  select batch, link_id, quarter as hour, clicks, clickers, excluded from pending_quarters);--> statement-breakpoint
CREATE OR REPLACE VIEW "counted_hours" AS (
  select link_id, quarter as hour, clicks, clickers, excluded from counted_quarters);
