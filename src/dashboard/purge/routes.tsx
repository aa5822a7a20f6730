import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findAccount } from '../../accounts/find.js'
import { requireRight } from '../../auth/access.js'
import { InvalidInput, orNull } from '../../errors.js'
import { countFigure } from '../../influence/figures.js'
import { findEvenDeleted } from '../../links/find.js'
import { purgeAccount } from '../../purge/account.js'
import { purgeLink } from '../../purge/link.js'
import { trim } from '../../typed/trim.js'
import { accountPath } from '../account/address.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, typedFields } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import { PurgePage } from './page.js'

type OfLink = { Params: { slug: string } }
type OfAccount = { Params: { handle: string } }

/** Erases a link or an account with everything that belongs to it, once its name is typed. */
export function purgeRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<OfLink>('/app/links/:slug/purge', (request, reply) => showLink(request, reply, freshForm(), 200))

    app.post<OfLink>('/app/links/:slug/purge', (request, reply) => {
      const { slug } = request.params
      return submit(request, slug, {
        // What somebody else, or an earlier press, has erased is erased.
        work: () => orNull(purgeLink(seen(ctx, request), slug)),
        done: () => reply.redirect('/app', 303),
        again: (form, status) => showLink(request, reply, form, status),
      })
    })

    app.get<OfAccount>('/app/accounts/:handle/purge', (request, reply) =>
      showAccount(request, reply, freshForm(), 200),
    )

    app.post<OfAccount>('/app/accounts/:handle/purge', async (request, reply) => {
      const account = await orNull(findAccount(seen(ctx, request), request.params.handle))
      const done = () => reply.redirect('/app/accounts', 303)
      if (account === null) return done()
      return submit(request, account.handle, {
        // Finds it once more, since only that locks it.
        work: () => orNull(purgeAccount(seen(ctx, request), account.handle)),
        done,
        again: (form, status) => showAccount(request, reply, form, status),
      })
    })
  }

  function submit<Reply>(
    { body }: FastifyRequest,
    name: string,
    steps: {
      work(): Promise<unknown>
      done(): Reply | Promise<Reply>
      again(form: FormState, status: number): Reply | Promise<Reply>
    },
  ): Promise<Reply> {
    const values = typedFields(body)
    const work = async () => {
      if (trim(values.typed ?? '').replace(/^@/, '') !== name.replace(/^@/, ''))
        throw new InvalidInput([{ field: 'typed', message: `must be ${name}, exactly` }])
      await steps.work()
    }
    return ctx.forms.submit(values, { ...steps, work })
  }

  async function showLink(
    request: FastifyRequest<OfLink>,
    reply: FastifyReply,
    form: FormState,
    status: number,
  ) {
    const asking = seen(ctx, request)
    requireRight(asking.access, 'accounts')
    const { link, clicks } = await findEvenDeleted(asking, request.params.slug)
    const page = (
      <PurgePage
        name={link.slug}
        action={`/app/links/${link.slug}/purge`}
        back={`/app/links/${link.slug}`}
        form={form}
      >
        <p>
          The link, its {countFigure(clicks)} {clicks === 1 ? 'click' : 'clicks'}, its visitors and all
          numbers made of them are erased, and so is its tweet, unless another link has the same one. Its
          address answers 404, and its name is never given to another link.
        </p>
      </PurgePage>
    )
    return ctx.sendPage(request, reply, page, status)
  }

  async function showAccount(
    request: FastifyRequest<OfAccount>,
    reply: FastifyReply,
    form: FormState,
    status: number,
  ) {
    const asking = seen(ctx, request)
    requireRight(asking.access, 'accounts')
    const { handle } = await findAccount(asking, request.params.handle)
    const page = (
      <PurgePage name={handle} action={accountPath(handle, 'purge')} back={accountPath(handle)} form={form}>
        <p>
          The account, its follower history, its scores, its tweets, and the links of these tweets with all
          their clicks are erased. Their addresses answer 404.
        </p>
      </PurgePage>
    )
    return ctx.sendPage(request, reply, page, status)
  }
}
