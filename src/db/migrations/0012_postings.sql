CREATE TABLE "tweet_postings" (
	"link_id" bigint NOT NULL,
	"posting" text NOT NULL,
	"x_for_iphone" boolean NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"clickers" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "tweet_postings_link_id_posting_x_for_iphone_pk" PRIMARY KEY("link_id","posting","x_for_iphone")
);
