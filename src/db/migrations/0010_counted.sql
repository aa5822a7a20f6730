CREATE VIEW "counted_facets" AS (
  select link_id, day, facet, value, clicks, clickers, excluded from link_facets
  union all select link_id, day, facet, value, clicks, clickers, excluded from pending_facets);--> statement-breakpoint
CREATE VIEW "counted_hours" AS (
  select link_id, hour, clicks, clickers, excluded from link_hours
  union all select link_id, hour, clicks, clickers, excluded from pending_hours);