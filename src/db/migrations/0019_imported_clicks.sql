ALTER TABLE "links" ADD COLUMN "imported_clicks" bigint;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "imported_from" text;