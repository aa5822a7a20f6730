import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import type { Config } from '../config.js'
import { dataHeaders } from '../headers.js'

export const openSearchPath = '/opensearch.xml'
export const openSearchType = 'application/opensearchdescription+xml'

/** Lets browsers shorten what is typed into their address bar: the form opens with it filled in. */
export function openSearchRoutes({ config }: { config: Pick<Config, 'baseUrl'> }): FastifyPluginAsync {
  const text = description(config.baseUrl.replaceAll('&', '&amp;'))
  return async app => {
    await app.register(helmet, dataHeaders)
    app.get(openSearchPath, (_request, reply) =>
      reply.type(openSearchType).header('cache-control', 'public, max-age=86400').send(text),
    )
  }
}

const description = (base: string) => `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Fivehundred</ShortName>
  <Description>Shorten an address with Fivehundred</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">${base}/favicon.ico</Image>
  <Url type="text/html" method="get" template="${base}/app?url={searchTerms}"/>
  <Url type="${openSearchType}" rel="self" template="${base}${openSearchPath}"/>
</OpenSearchDescription>
`
