-- drizzle-kit wrote this; by hand: the partitioning of clicks, and references without a schema's name.
CREATE TABLE "accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"handle" text NOT NULL,
	"handle_key" text NOT NULL,
	"network" text NOT NULL,
	"name" text,
	"public" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_handle_key_unique" UNIQUE("handle_key")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"role" text DEFAULT 'admin' NOT NULL,
	"hash" "bytea" NOT NULL,
	"prefix" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"link_id" bigint NOT NULL,
	"clicked_at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"visitor" "bytea" NOT NULL,
	"reason" text,
	"rules_version" smallint NOT NULL,
	"country" char(2),
	"referrer" text,
	"user_agent" text,
	"hints" jsonb NOT NULL,
	"source" text NOT NULL,
	"referrer_host" text,
	"browser" text,
	"system" text,
	"device" text,
	CONSTRAINT "clicks_link_id_clicked_at_id_pk" PRIMARY KEY("link_id","clicked_at","id")
) PARTITION BY RANGE ("clicked_at");
--> statement-breakpoint
CREATE TABLE "follower_counts" (
	"account_id" bigint NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"followers" bigint NOT NULL,
	"source" text DEFAULT 'manual' NOT NULL,
	CONSTRAINT "follower_counts_account_id_counted_at_pk" PRIMARY KEY("account_id","counted_at")
);
--> statement-breakpoint
CREATE TABLE "journal_positions" (
	"node_id" uuid PRIMARY KEY NOT NULL,
	"segment" bigint NOT NULL,
	"byte_offset" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_facets" (
	"link_id" bigint NOT NULL,
	"day" timestamp (3) with time zone NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "link_facets_link_id_day_facet_value_pk" PRIMARY KEY("link_id","day","facet","value")
);
--> statement-breakpoint
CREATE TABLE "link_hours" (
	"link_id" bigint NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "link_hours_link_id_hour_pk" PRIMARY KEY("link_id","hour")
);
--> statement-breakpoint
CREATE TABLE "link_totals" (
	"link_id" bigint PRIMARY KEY NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	"excluded" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"url" text NOT NULL,
	"title" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"tweet_id" bigint,
	"forward_query" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"public" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"visitor_salt" "bytea" NOT NULL,
	"visitor_salt_ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "links_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "tweet_sources" (
	"link_id" bigint NOT NULL,
	"source" text NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "tweet_sources_link_id_source_pk" PRIMARY KEY("link_id","source")
);
--> statement-breakpoint
CREATE TABLE "tweet_visitors" (
	"link_id" bigint NOT NULL,
	"visitor" "bytea" NOT NULL,
	"first_clicked_at" timestamp (3) with time zone NOT NULL,
	"first_click_id" uuid NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "tweet_visitors_link_id_visitor_pk" PRIMARY KEY("link_id","visitor")
);
--> statement-breakpoint
CREATE TABLE "tweets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tweets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" bigint,
	"network" text,
	"status_id" text,
	"url" text,
	"text" text,
	"tweeted_at" timestamp (3) with time zone NOT NULL,
	"window_ends_at" timestamp (3) with time zone NOT NULL,
	"published" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visitors" (
	"link_id" bigint NOT NULL,
	"visitor" "bytea" NOT NULL,
	"first_clicked_at" timestamp (3) with time zone NOT NULL,
	"first_click_id" uuid NOT NULL,
	CONSTRAINT "visitors_link_id_visitor_pk" PRIMARY KEY("link_id","visitor")
);
--> statement-breakpoint
ALTER TABLE "follower_counts" ADD CONSTRAINT "follower_counts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_tweet_id_tweets_id_fk" FOREIGN KEY ("tweet_id") REFERENCES "tweets"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tweets" ADD CONSTRAINT "tweets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_tweet" ON "links" USING btree ("tweet_id");--> statement-breakpoint
CREATE INDEX "links_created" ON "links" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "links_tags" ON "links" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "links_url" ON "links" USING btree (md5(url));--> statement-breakpoint
CREATE INDEX "tweets_account" ON "tweets" USING btree ("account_id","tweeted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tweets_status" ON "tweets" USING btree ("network","status_id") WHERE status_id is not null;