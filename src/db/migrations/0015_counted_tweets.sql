-- No batch may be in between. First, because a batch that runs holds it before it waits for a table.
SELECT pg_advisory_xact_lock(500002, 0);--> statement-breakpoint
DROP INDEX "account_scores_prior";--> statement-breakpoint
ALTER TABLE "account_scores" ALTER COLUMN "mean" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ALTER COLUMN "sd" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ALTER COLUMN "score" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ALTER COLUMN "low" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ALTER COLUMN "high" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ADD COLUMN "half_life_hours" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_scores" ADD COLUMN "open_tweets" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "priors" ADD COLUMN "half_life_hours" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tweets" ADD COLUMN "begun" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "account_scores_prior" ON "account_scores" USING btree ("mu","tau","k","nu","half_life_hours","account_id") WHERE window_days = 0;--> statement-breakpoint
-- A tweet that nobody published begins with its first click by a person who did not come by spillover;
-- until then it is a draft, and nothing is counted for it.
CREATE TEMPORARY TABLE "unpublished" ON COMMIT DROP AS
	SELECT l.id AS link_id, t.id AS tweet_id, (
		SELECT min(c.clicked_at) FROM clicks c
		WHERE c.link_id = l.id AND c.reason IS NULL AND c.source IN (coalesce(t.network, a.network, 'x'), 'unknown')
	) AS begins_at
	FROM tweets t JOIN links l ON l.tweet_id = t.id LEFT JOIN accounts a ON a.id = t.account_id
	WHERE NOT t.published;--> statement-breakpoint
-- What was counted in months that are no longer stored can only stay as it is.
UPDATE "tweets" AS t SET "begun" = true FROM "unpublished" AS u
	WHERE t.id = u.tweet_id AND u.begins_at IS NULL AND EXISTS (
		SELECT FROM tweet_sources s LEFT JOIN accounts a ON a.id = t.account_id
		WHERE s.link_id = u.link_id AND s.clickers > 0 AND s.source IN (coalesce(t.network, a.network, 'x'), 'unknown'));--> statement-breakpoint
DELETE FROM "unpublished" AS u USING "tweets" AS t WHERE t.id = u.tweet_id AND t.begun;--> statement-breakpoint
UPDATE "tweets" AS t SET "begun" = true, "tweeted_at" = u.begins_at,
	"window_ends_at" = u.begins_at + (t.window_ends_at - t.tweeted_at)
	FROM "unpublished" AS u WHERE t.id = u.tweet_id AND u.begins_at IS NOT NULL;--> statement-breakpoint
DELETE FROM "tweet_sources" WHERE "link_id" IN (SELECT link_id FROM "unpublished");--> statement-breakpoint
DELETE FROM "tweet_postings" WHERE "link_id" IN (SELECT link_id FROM "unpublished");--> statement-breakpoint
UPDATE "visitors" SET "window_clicked_at" = NULL, "window_click_id" = NULL
	WHERE "link_id" IN (SELECT link_id FROM "unpublished") AND "window_click_id" IS NOT NULL;--> statement-breakpoint
-- The postings are counted again by a job.
CREATE TEMPORARY TABLE "inside" ON COMMIT DROP AS
	SELECT c.link_id, c.visitor, c.source, c.clicked_at, c.id,
		row_number() OVER (PARTITION BY c.link_id, c.visitor ORDER BY c.clicked_at, c.id) = 1 AS is_first
	FROM "unpublished" u JOIN "tweets" t ON t.id = u.tweet_id
	JOIN "clicks" c ON c.link_id = u.link_id AND c.clicked_at >= t.tweeted_at AND c.clicked_at < t.window_ends_at
	WHERE u.begins_at IS NOT NULL AND c.reason IS NULL;--> statement-breakpoint
UPDATE "visitors" AS v SET "window_clicked_at" = i.clicked_at, "window_click_id" = i.id
	FROM "inside" AS i WHERE i.is_first AND v.link_id = i.link_id AND v.visitor = i.visitor;--> statement-breakpoint
INSERT INTO "tweet_sources" ("link_id", "source", "clicks", "clickers")
	SELECT link_id, source, count(*), count(*) FILTER (WHERE is_first) FROM "inside" GROUP BY 1, 2;
