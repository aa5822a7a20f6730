import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../context.js'
import { attachTweet } from '../links/attach-tweet.js'
import { PublishedBody, readPublished } from './link-bodies.js'
import { SlugParams } from './links.js'
import { LinkRef, problems } from './schemas.js'

/** Tying a link to its published tweet. */
export function tweetRoutes(ctx: Context): FastifyPluginAsyncTypebox {
  return async app => {
    app.put(
      '/links/:slug/tweet',
      {
        schema: {
          tags: ['Links'],
          summary: 'Attach the published tweet',
          description: 'Its time begins the attribution window; clicks so far are counted again under it.',
          params: SlugParams,
          body: PublishedBody,
          response: { 200: LinkRef, ...problems(400, 404, 409, 410, 413, 415) },
        },
      },
      request => attachTweet(ctx, request.params.slug, readPublished(request.body)),
    )
  }
}
