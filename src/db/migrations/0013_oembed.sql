ALTER TABLE "tweets" ADD COLUMN "posting_codes" text[];--> statement-breakpoint
ALTER TABLE "tweets" ADD COLUMN "postings_tries" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tweets" ADD COLUMN "postings_due_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "tweets_postings_due" ON "tweets" USING btree ("postings_tries","tweeted_at" DESC NULLS LAST) WHERE network = 'x' and posting_codes is null and postings_tries < 8;