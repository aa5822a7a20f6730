ALTER TABLE "links" ADD COLUMN "imported_at" timestamp (3) with time zone;--> statement-breakpoint
-- Links that were imported before: they were changed last at their import, or after it.
UPDATE "links" SET "imported_at" = "updated_at" WHERE "imported_from" IS NOT NULL;--> statement-breakpoint
INSERT INTO "stale_scores" ("account_id") SELECT DISTINCT t."account_id" FROM "tweets" t JOIN "links" l ON l."tweet_id" = t."id"
WHERE l."imported_from" IS NOT NULL AND t."account_id" IS NOT NULL;
