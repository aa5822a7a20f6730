ALTER TABLE "tweets" ADD COLUMN "impressions" bigint;--> statement-breakpoint
ALTER TABLE "tweets" ADD COLUMN "reported_clicks" bigint;