CREATE TABLE "purged_links" (
	"link_id" bigint PRIMARY KEY NOT NULL,
	"identity" bigint NOT NULL,
	"slug_hash" "bytea" NOT NULL,
	"purged_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "purged_links_slug_hash_unique" UNIQUE("slug_hash")
);
--> statement-breakpoint
CREATE INDEX "purged_links_left" ON "purged_links" USING btree ("link_id") WHERE erased_at is null;