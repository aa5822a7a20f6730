DROP INDEX "account_scores_exchange";--> statement-breakpoint
DROP INDEX "account_scores_prior";--> statement-breakpoint
ALTER TABLE "account_scores" ADD COLUMN "nu" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "priors" ADD COLUMN "nu" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "account_scores_prior" ON "account_scores" USING btree ("mu","tau","k","nu","account_id") WHERE window_days = 0;