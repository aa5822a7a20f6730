CREATE TABLE "account_months" (
	"account_id" bigint NOT NULL,
	"month" timestamp (3) with time zone NOT NULL,
	"tweets" json NOT NULL,
	CONSTRAINT "account_months_account_id_month_pk" PRIMARY KEY("account_id","month")
);
--> statement-breakpoint
ALTER TABLE "stale_scores" ADD COLUMN "since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stale_scores" ADD COLUMN "until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account_months" ADD CONSTRAINT "account_months_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
UPDATE "account_scores" SET "months" = ("months" #>> '{}')::jsonb WHERE jsonb_typeof("months") = 'string';--> statement-breakpoint
INSERT INTO "stale_scores" ("account_id") SELECT "id" FROM "accounts";
