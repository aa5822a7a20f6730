-- By hand: what tweet_visitors held is kept.
ALTER TABLE "visitors" ADD COLUMN "window_clicked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "window_click_id" uuid;--> statement-breakpoint
UPDATE "visitors" AS v SET "window_clicked_at" = t."first_clicked_at", "window_click_id" = t."first_click_id" FROM "tweet_visitors" AS t WHERE t."link_id" = v."link_id" AND t."visitor" = v."visitor";--> statement-breakpoint
DROP TABLE "tweet_visitors" CASCADE;
