-- Two statements, because a default that came with the column would write every row anew.
CREATE SEQUENCE "clicks_arrival";--> statement-breakpoint
ALTER TABLE "clicks" ADD COLUMN "arrival" bigint;--> statement-breakpoint
ALTER TABLE "clicks" ALTER COLUMN "arrival" SET DEFAULT case when pg_current_xact_id() is not null then nextval('clicks_arrival') end;--> statement-breakpoint
-- It reads the clicks so far once, and holds up counting meanwhile; redirects go on.
CREATE INDEX "clicks_arrivals" ON "clicks" USING btree ("arrival") WHERE arrival is not null;
