import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limitMisses } from '../../api/misses.js'
import { challenge } from '../../api/problem.js'
import { findKey } from '../../auth/authenticate.js'
import { Unauthorized } from '../../errors.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import type { FormState } from '../form.js'
import { logIn } from '../viewer.js'
import { cookieTrouble } from './cookie-trouble.js'
import { demoKey } from './demo-key.js'
import { LoginPage, type Waiting } from './page.js'

interface Entry<Reply> {
  /** As typed. */
  key: string | undefined
  /** What the form shows again after a wrong key. */
  values: Record<string, string>
  waiting?: Waiting
  done(): Reply | Promise<Reply>
}

/** A key becomes a session; wrong keys are counted by address, as in the API. */
export function openLogin(ctx: PageContext, app: FastifyInstance) {
  const isDemo = ctx.config.demo && ctx.config.adminKey === demoKey
  const countMisses = limitMisses(app, ctx.config.missesPerMinute)

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, status = 200, waiting }: { form: FormState; status?: number; waiting?: Waiting | undefined },
  ): FastifyReply {
    const trouble = cookieTrouble(request, ctx.config)
    const page = <LoginPage form={form} trouble={trouble} isDemo={isDemo} waiting={waiting} />
    return ctx.sendPage(request, reply, page, status)
  }

  return {
    show,
    /** Logs in and does `done`, or shows the login again. */
    enter<Reply>(
      request: FastifyRequest,
      reply: FastifyReply,
      { key = '', values, waiting, done }: Entry<Reply>,
    ): Promise<Reply | FastifyReply> {
      return ctx.forms.submit<void, Reply | FastifyReply>(values, {
        work: async () => {
          const found = await countMisses(request, reply, () => findKey(ctx, trim(key)))
          await logIn(ctx, reply, found)
          request.viewer = found
        },
        done,
        again: (form, status, error) => {
          if (error instanceof Unauthorized) challenge(reply, error)
          return show(request, reply, { form, status, waiting })
        },
      })
    },
  }
}

export type Login = ReturnType<typeof openLogin>
