import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CountMiss } from '../../api/misses.js'
import type { Context } from '../../context.js'
import type { AssetAddresses } from '../assets.js'
import type { PublicReports } from './reports.js'

/** What the pages for everybody are built from. */
export interface PublicContext extends Pick<Context, 'config' | 'log' | 'now' | 'reservedSlugs'> {
  assets: AssetAddresses
  reports: PublicReports
  /** For a name that shows nothing. */
  countMiss: CountMiss
  /** Answers a request for what is not there as if its address had been plain; false where it is. */
  lookAgain(request: FastifyRequest, reply: FastifyReply): boolean
}
