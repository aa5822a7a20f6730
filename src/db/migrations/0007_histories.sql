-- By hand: the positions begin again, because they must name their segments (what is kept of the journal is read once more,
-- which changes nothing), and a link that a backup brings back has the same identity after this as before.
DROP VIEW "pending_facets";--> statement-breakpoint
DROP VIEW "pending_hours";--> statement-breakpoint
DELETE FROM "journal_positions";--> statement-breakpoint
ALTER TABLE "journal_positions" DROP CONSTRAINT "journal_positions_pkey";--> statement-breakpoint
ALTER TABLE "journal_positions" ADD CONSTRAINT "journal_positions_node_id_segment_pk" PRIMARY KEY("node_id","segment");--> statement-breakpoint
ALTER TABLE "journal_positions" ADD COLUMN "fingerprint" text NOT NULL;--> statement-breakpoint
ALTER TABLE "link_changes" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "identity" bigint DEFAULT floor(random() * 281474976710656)::bigint NOT NULL;--> statement-breakpoint
UPDATE "links" SET "identity" = ('x' || left(md5(id || ' ' || slug || ' ' || extract(epoch from created_at)), 12))::bit(48)::bigint;--> statement-breakpoint
CREATE VIEW "pending_facets" AS (
  select c.batch, c.link_id, to_timestamp(d.key::bigint * 86400) as day, f.key as facet, v.key as value,
    (v.value -> 0)::bigint as clicks, (v.value -> 1)::bigint as clickers,
    (v.value -> 2)::bigint as excluded
  from link_changes c cross join lateral jsonb_each(c.facets) as d cross join lateral jsonb_each(d.value) as f
    cross join lateral jsonb_each(f.value) as v where c.problem is null);--> statement-breakpoint
CREATE VIEW "pending_hours" AS (
  select c.batch, c.link_id, to_timestamp(h.key::bigint * 3600) as hour, (h.value -> 0)::bigint as clicks, (h.value -> 1)::bigint as clickers,
    (h.value -> 2)::bigint as excluded
  from link_changes c cross join lateral jsonb_each(c.hours) as h where c.problem is null);