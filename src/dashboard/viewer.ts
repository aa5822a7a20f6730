import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AccountRow, findAccount } from '../accounts/find.js'
import { isRead } from '../api/methods.js'
import { type Access, everything, requireRight } from '../auth/access.js'
import type { ApiKey } from '../auth/authenticate.js'
import { endSession, readSession, sessionSeconds, writeSession } from '../auth/session.js'
import type { Context } from '../context.js'
import { orNull } from '../errors.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is logged in, on every page. */
    viewer: ApiKey | null
    /** Whether it is a form that needs a login, and has none. */
    lacksLogin: boolean
  }
}

const cookie = 'fivehundred_session'

/** Reads the login of every request in its scope. Needs @fastify/cookie on the instance. */
export function readViewers(app: FastifyInstance, ctx: Pick<Context, 'config' | 'db' | 'now'>): void {
  app.decorateRequest('viewer', null)
  app.decorateRequest('lacksLogin', false)
  app.addHook('onRequest', async request => {
    const session = sessionOf(request)
    request.viewer = session === null ? null : await readSession(ctx, session)
  })
}

/**
 * Options of every cookie the pages set: hidden from scripts, and not sent with forms on other
 * sites.
 */
export function cookieOptions({ config }: Pick<Context, 'config'>) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.baseUrl.startsWith('https:'),
    signed: true,
  } as const
}

export async function logIn(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  reply: FastifyReply,
  key: ApiKey,
): Promise<void> {
  reply.setCookie(cookie, await writeSession(ctx, key), { ...cookieOptions(ctx), maxAge: sessionSeconds })
}

/** Ends the login of a request: a copy of its cookie is worthless from now on. */
export async function logOut(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const session = sessionOf(request)
  if (session !== null) await endSession(ctx, session)
  reply.clearCookie(cookie, cookieOptions(ctx))
}

/** The session in a request's cookie; null without one that this service signed. */
function sessionOf(request: FastifyRequest): string | null {
  const { valid, value } = request.unsignCookie(request.cookies[cookie] ?? '')
  return valid ? value : null
}

/**
 * A hook for pages that need a login: sends everybody else to the login, and back here after it. A
 * form is refused only when it has been read, so that what was typed is kept (`refuseForm`).
 */
export async function requireViewer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.viewer !== null) {
    if (!isRead(request)) requireRight(request.viewer, 'links')
  } else if (isRead(request)) await askForLogin(request, reply)
  else request.lacksLogin = true
}

/** Sends a visitor to the login, which leads back here if there is a page. */
export async function askForLogin({ url }: FastifyRequest, reply: FastifyReply): Promise<void> {
  await reply.redirect(`/login?next=${encodeURIComponent(url)}`, 303)
}

/**
 * The account with a handle, if the viewer may see it: null for an unknown one, and without a login
 * also for a private one.
 */
export async function visibleAccount(
  ctx: Pick<Context, 'access' | 'db'>,
  viewer: ApiKey | null,
  handle: string,
): Promise<AccountRow | null> {
  const account = await orNull(findAccount(ctx, handle))
  return account?.public || viewer !== null ? account : null
}

/**
 * What a page may show: everything that the viewer's key sees. Without a login, the page itself has
 * to choose what is public.
 */
export function seen<Known extends object>(
  ctx: Known,
  { viewer }: Pick<FastifyRequest, 'viewer'>,
): Known & { access: Access } {
  return { ...ctx, access: viewer ?? everything }
}
