CREATE TABLE "link_changes" (
	"link_id" bigint NOT NULL,
	"batch" uuid NOT NULL,
	"hours" jsonb NOT NULL,
	"facets" jsonb NOT NULL,
	CONSTRAINT "link_changes_link_id_batch_pk" PRIMARY KEY("link_id","batch")
);
--> statement-breakpoint
CREATE VIEW "pending_facets" AS (
  select c.batch, c.link_id, to_timestamp(d.key::int * 86400) as day, f.key as facet, v.key as value,
    (v.value -> 0)::bigint as clicks, (v.value -> 1)::bigint as clickers,
    (v.value -> 2)::bigint as excluded
  from link_changes c cross join lateral jsonb_each(c.facets) as d cross join lateral jsonb_each(d.value) as f
    cross join lateral jsonb_each(f.value) as v);--> statement-breakpoint
CREATE VIEW "pending_hours" AS (
  select c.batch, c.link_id, to_timestamp(h.key::int * 3600) as hour, (h.value -> 0)::bigint as clicks, (h.value -> 1)::bigint as clickers,
    (h.value -> 2)::bigint as excluded
  from link_changes c cross join lateral jsonb_each(c.hours) as h);