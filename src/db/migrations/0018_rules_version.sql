-- Nodes that do not know these columns judge by version 4 at most, so version 5 has judged none of the hits so far.
ALTER TABLE "link_totals" ADD COLUMN "rules_version" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link_totals" ADD COLUMN "judged" bigint DEFAULT 0 NOT NULL;