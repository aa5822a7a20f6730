CREATE TABLE "account_scores" (
	"account_id" bigint NOT NULL,
	"window_days" integer NOT NULL,
	"mu" double precision NOT NULL,
	"tau" double precision NOT NULL,
	"k" double precision NOT NULL,
	"mean" double precision NOT NULL,
	"sd" double precision NOT NULL,
	"score" double precision NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"raw_ratio" double precision,
	"median_tweet" double precision,
	"tweets" integer NOT NULL,
	"tweets_without_followers" integer NOT NULL,
	"active_min" bigint NOT NULL,
	"active_max" bigint NOT NULL,
	"months" jsonb NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone,
	CONSTRAINT "account_scores_account_id_window_days_pk" PRIMARY KEY("account_id","window_days")
);
--> statement-breakpoint
CREATE TABLE "priors" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "priors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mu" double precision NOT NULL,
	"tau" double precision NOT NULL,
	"k" double precision NOT NULL,
	"accounts" integer NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stale_scores" (
	"account_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stale_scores_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "stale_scores_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "account_scores" ADD CONSTRAINT "account_scores_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_scores_order" ON "account_scores" USING btree ("window_days","score","account_id") WHERE tweets > 0;--> statement-breakpoint
CREATE INDEX "account_scores_exchange" ON "account_scores" USING btree ("mean","account_id") WHERE window_days = 0 and tweets > 0;--> statement-breakpoint
CREATE INDEX "account_scores_prior" ON "account_scores" USING btree ("mu","tau","k","account_id") WHERE window_days = 0;--> statement-breakpoint
CREATE INDEX "account_scores_valid" ON "account_scores" USING btree ("valid_until");--> statement-breakpoint
CREATE INDEX "links_destination" ON "links" USING btree (md5(regexp_replace(regexp_replace(url, '(?<=[?&])utm_[^&#]*&?', '', 'gi'), '[?&](?=#|$)', '')));--> statement-breakpoint
INSERT INTO "stale_scores" ("account_id") SELECT "id" FROM "accounts";
