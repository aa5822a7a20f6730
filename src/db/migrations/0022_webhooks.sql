CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" bigint NOT NULL,
	"message_id" text NOT NULL,
	"type" text NOT NULL,
	"link_id" bigint,
	"body" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempted_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"response_status" integer,
	"response" text,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "webhook_looks" (
	"look_at" timestamp (3) with time zone NOT NULL,
	"link_id" bigint NOT NULL,
	CONSTRAINT "webhook_looks_look_at_link_id_pk" PRIMARY KEY("look_at","link_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_marks" (
	"webhook_id" bigint NOT NULL,
	"link_id" bigint NOT NULL,
	"mark" text NOT NULL,
	CONSTRAINT "webhook_marks_webhook_id_link_id_mark_pk" PRIMARY KEY("webhook_id","link_id","mark")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhooks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"clicks_thresholds" bigint[] DEFAULT '{}' NOT NULL,
	"influence_thresholds" double precision[] DEFAULT '{}' NOT NULL,
	"summary_time" text DEFAULT '08:00' NOT NULL,
	"summary_timezone" text DEFAULT 'UTC' NOT NULL,
	"summary_due_at" timestamp (3) with time zone,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"failing_since" timestamp (3) with time zone,
	"secret" text NOT NULL,
	"former_secret" text,
	"former_secret_ends_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("webhook_id","due_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_order" ON "webhook_deliveries" USING btree ("webhook_id","link_id","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_created" ON "webhook_deliveries" USING btree ("created_at");