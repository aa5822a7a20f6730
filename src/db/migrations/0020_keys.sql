CREATE TABLE "key_accounts" (
	"key_id" integer NOT NULL,
	"account_id" bigint NOT NULL,
	CONSTRAINT "key_accounts_key_id_account_id_pk" PRIMARY KEY("key_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "limited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "key_id" integer;--> statement-breakpoint
ALTER TABLE "key_accounts" ADD CONSTRAINT "key_accounts_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_accounts" ADD CONSTRAINT "key_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_key" ON "links" USING btree ("key_id") WHERE key_id is not null;