ALTER TABLE "sent_forms" ADD COLUMN "request" "bytea";--> statement-breakpoint
CREATE INDEX "sent_forms_sent" ON "sent_forms" USING btree ("sent_at");
