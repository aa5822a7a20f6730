import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { findAccount } from '../../accounts/find.js'
import { typeFollowers } from '../../accounts/followers.js'
import { accountChoices } from '../../accounts/handles.js'
import { readAccount } from '../../accounts/read.js'
import { SnapshotBody } from '../../api/followers.js'
import { NewLinkBody, readNewLink } from '../../api/link-bodies.js'
import type { Context } from '../../context.js'
import { InvalidInput, orNull, rootCause } from '../../errors.js'
import { readLink } from '../../links/find.js'
import { issueLink } from '../../links/issue.js'
import { slugPattern } from '../../links/slug.js'
import type { Link } from '../../links/view.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, onceSent, typedFields, typedNumber } from '../form.js'
import { mostAccounts } from '../link-form/fields.js'
import { newLinkBody } from '../link-form/typed.js'
import { cookieTrouble } from '../login/cookie-trouble.js'
import { requireViewer, seen } from '../viewer.js'
import { givenPage } from './given-page.js'
import { lastAccount, rememberAccount } from './last-account.js'
import { readList } from './list.js'
import { onlyHere } from './only-here.js'
import { HomePage, type Made } from './page.js'

type Typed = Record<string, string>

interface Forms {
  link: FormState
  /** Asks for the followers of the account whose link was just made. */
  followers?: FormState
}

const HomeBody = Type.Object(
  { ...NewLinkBody.properties, followers: Type.Optional(SnapshotBody.properties.followers) },
  { additionalProperties: false },
)

/** Home: create a link for a tweet, and see how the latest links do. */
export function homeRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      { made = '', deleted = '', ...query }: Typed,
      { forms, status = 200 }: { forms: Forms; status?: number },
    ) => {
      const [accounts, list, link] = await Promise.all([
        accountChoices(seen(ctx, request), mostAccounts),
        readList(seen(ctx, request), query),
        // The address may be older than its link's deletion, or made up.
        made === '' ? null : orNull(readLink(seen(ctx, request), made)),
      ])
      const page = (
        <HomePage
          form={forms.link}
          accounts={accounts}
          made={link && (await showMade(seen(ctx, request), link, forms.followers))}
          deleted={slugPattern.test(deleted) ? deleted : null}
          list={list}
          trouble={onlyHere(ctx.config) ?? cookieTrouble(request, ctx.config)}
          failedBackup={ctx.backups.failed}
        />
      )
      return ctx.sendPage(request, reply, page, status)
    }

    /** A new form: for the account that was last chosen in this browser. */
    const newForm = async (request: FastifyRequest, values: Typed = {}) => {
      const last = lastAccount(request)
      const account = last === null ? null : await orNull(findAccount(seen(ctx, request), last))
      return freshForm({ ...values, account: account?.handle ?? '' })
    }

    app.get('/app', async (request, reply) => {
      const query = typedFields(request.query)
      const forms = { link: await newForm(request, givenPage(query)) }
      return show(request, reply, query, { forms })
    })

    app.post('/app', async (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () => onceSent(ctx, request, () => makeLink(seen(ctx, request), typed)),
        done: address => {
          const { account } = newLinkBody(typed)
          if (account !== undefined) rememberAccount(ctx, reply, account)
          return reply.redirect(address, 303)
        },
        again: (link, status) => show(request, reply, {}, { forms: { link }, status }),
      })
    })

    app.post('/app/followers', async (request, reply) => {
      const typed = typedFields(request.body)
      const { made = '' } = typed
      return ctx.forms.submit(typed, {
        work: () =>
          onceSent(ctx, request, async () => {
            const { account } = await readLink(seen(ctx, request), made)
            const body = { followers: typedNumber(typed.followers) } as Static<typeof SnapshotBody>
            const { followers } = ctx.forms.check(SnapshotBody, body)
            await typeFollowers(seen(ctx, request), account ?? '', followers)
            return `/app?made=${made}`
          }),
        done: address => reply.redirect(address, 303),
        again: async (followers, status) =>
          show(request, reply, { made }, { forms: { link: await newForm(request), followers }, status }),
      })
    })
  }

  /** Makes the link in a form, and stores the follower count in it. */
  async function makeLink(mine: PageContext & Pick<Context, 'access'>, typed: Typed): Promise<string> {
    const followers = typedNumber(typed.followers)
    const { followers: counted, ...body } = ctx.forms.check(HomeBody, {
      ...newLinkBody(typed),
      ...(followers !== undefined && { followers }),
    })
    if (counted !== undefined && body.account === undefined) {
      throw new InvalidInput([{ field: 'account', message: 'must say whose followers these are' }])
    }
    const { link } = await issueLink(mine, readNewLink(body))
    if (counted !== undefined && link.account !== null) {
      await typeFollowers(mine, link.account, counted).catch(error => {
        // The link is made; the page asks again.
        ctx.log.error({ err: rootCause(error) }, 'A follower count could not be stored.')
      })
    }
    return `/app?made=${link.slug}`
  }

  async function showMade(
    mine: PageContext & Pick<Context, 'access'>,
    link: Link,
    followers = freshForm(),
  ): Promise<Made> {
    const account = link.account === null ? null : await orNull(readAccount(mine, link.account))
    return { link, followers: account?.followers === null ? followers : null }
  }
}
