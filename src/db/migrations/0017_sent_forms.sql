CREATE TABLE "sent_forms" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"sent_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"result" text
);
