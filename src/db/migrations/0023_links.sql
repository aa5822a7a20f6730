CREATE TABLE "link_targets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_targets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"link_id" bigint NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"key_id" integer,
	"old_url" text NOT NULL,
	"new_url" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "max_clicks" bigint;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "notes" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "link_targets" ADD CONSTRAINT "link_targets_link_id_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."links"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_targets" ADD CONSTRAINT "link_targets_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_targets_link" ON "link_targets" USING btree ("link_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "links_external" ON "links" USING btree ("external_id") WHERE external_id is not null;