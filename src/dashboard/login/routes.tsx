import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limitMisses } from '../../api/misses.js'
import { challenge } from '../../api/problem.js'
import { findKey } from '../../auth/authenticate.js'
import { Unauthorized } from '../../errors.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, typedFields } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { logIn, logOut } from '../viewer.js'
import { cookieTrouble } from './cookie-trouble.js'
import { demoKey } from './demo-key.js'

/** A key becomes a session; wrong keys are counted by address, as in the API. */
export function loginRoutes(ctx: PageContext, pageOf: (next: unknown) => string) {
  return async (app: FastifyInstance): Promise<void> => {
    const isDemo = ctx.config.demo && ctx.config.adminKey === demoKey
    const countMisses = limitMisses(app, ctx.config.missesPerMinute)
    const show = (request: FastifyRequest, reply: FastifyReply, form: FormState, status: number) => {
      const page = <LoginPage form={form} trouble={cookieTrouble(request, ctx.config)} isDemo={isDemo} />
      return ctx.sendPage(request, reply, page, status)
    }

    app.get<{ Querystring: { next?: unknown } }>('/login', (request, reply) => {
      const next = pageOf(request.query.next)
      if (request.viewer !== null) return reply.redirect(next, 303)
      return show(request, reply, freshForm({ next }), 200)
    })

    app.post('/login', async (request, reply) => {
      const typed = typedFields(request.body)
      const next = pageOf(typed.next)
      return ctx.forms.submit(
        { next },
        {
          work: async () => {
            const key = trim(typed.key ?? '')
            await logIn(ctx, reply, await countMisses(request, reply, () => findKey(ctx, key)))
          },
          done: () => reply.redirect(next, 303),
          again: (form, status, error) => {
            if (error instanceof Unauthorized) challenge(reply, error)
            return show(request, reply, form, status)
          },
        },
      )
    })

    app.post('/logout', async (request, reply) => {
      await logOut(ctx, request, reply)
      return reply.redirect('/', 303)
    })
  }
}

interface LoginPageProps {
  form: FormState
  /** Why a login would not last. */
  trouble: string | null
  /** Whether everybody may know the key. */
  isDemo: boolean
}

function LoginPage({ form, trouble, isDemo }: LoginPageProps) {
  return (
    <Layout title="Log in">
      <section class="narrow">
        <h1>Log in</h1>
        {trouble !== null && (
          <p class="notice" role="status">
            {trouble}
          </p>
        )}
        {isDemo && (
          <p class="notice">
            The key of this demo is <code>{demoKey}</code>.
          </p>
        )}
        <Form action="/login" state={form} fields={['key']} class="card">
          <input type="hidden" name="next" value={form.values.next ?? '/app'} />
          <Field
            name="key"
            label="API key"
            type="password"
            state={form}
            required
            autocomplete="current-password"
            hint="The service printed the first one when it started. An admin makes more in the settings."
          />
          <button type="submit">Log in</button>
        </Form>
      </section>
    </Layout>
  )
}
