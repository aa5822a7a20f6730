import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Unasked } from '../context.js'
import { attachTweet } from '../links/attach-tweet.js'
import { changing } from './if-match.js'
import { PublishedBody, readPublished } from './link-bodies.js'
import { SlugParams } from './links.js'
import { problems } from './problems.js'
import { LinkSchema } from './schemas.js'

/** Attaches a published tweet to its link. */
export function tweetRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.put(
      '/links/:slug/tweet',
      {
        schema: {
          tags: ['Links'],
          operationId: 'attachTweet',
          summary: 'Attach the published tweet',
          description:
            "The attribution window begins at its time; earlier clicks are counted again under that window. `impressions` and `reportedClicks`, from the network's analytics, can also be given later, alone.",
          params: SlugParams,
          body: PublishedBody,
          response: { 200: LinkSchema, ...problems(404, 409, 410, 412) },
        },
      },
      request => attachTweet(changing(ctx, request), request.params.slug, readPublished(request.body)),
    )
  }
}
