import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PageContext } from '../context.js'
import { cookieOptions } from '../viewer.js'

const cookie = 'fivehundred_account'
const yearSeconds = 365 * 86_400

/** The account for which this browser last made a link; null if there is none. */
export function lastAccount(request: FastifyRequest): string | null {
  const { valid, value } = request.unsignCookie(request.cookies[cookie] ?? '')
  return valid ? value : null
}

export function rememberAccount(ctx: Pick<PageContext, 'config'>, reply: FastifyReply, handle: string): void {
  reply.setCookie(cookie, handle, { ...cookieOptions(ctx), maxAge: yearSeconds })
}
