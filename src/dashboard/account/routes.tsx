import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { changeAccount, removeAccount } from '../../accounts/change.js'
import { findAccount } from '../../accounts/find.js'
import {
  addSnapshot,
  readSnapshot,
  removeSnapshot,
  type Snapshot,
  typeFollowers,
} from '../../accounts/followers.js'
import { readHandle } from '../../accounts/handle.js'
import { typedHandle } from '../../accounts/handle-address.js'
import { readAccount } from '../../accounts/read.js'
import { refreshNow } from '../../accounts/refresh-followers.js'
import type { Account } from '../../accounts/view.js'
import { AccountChangesBody } from '../../api/accounts.js'
import { SnapshotBody, SnapshotParams } from '../../api/followers.js'
import { orNull } from '../../errors.js'
import { followerProviders } from '../../followers/providers.js'
import { counted } from '../../influence/figures.js'
import { typedTime } from '../../typed/time.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { freshForm, onceSent, typedFields, typedNumber } from '../form.js'
import { ConfirmPage } from '../parts/confirm.js'
import { Moment } from '../parts/moment.js'
import { requireViewer, seen } from '../viewer.js'
import { accountAddress, accountPath } from './address.js'
import { accountFacts } from './facts.js'
import { type AccountForms, AccountPage } from './page.js'

/** Asking a network may take several tries. */
const handlerTimeout = 30_000

type Fields = Record<string, string>
type OfAccount = { Params: { handle: string } }

/** One account, and everything that can be done to it. */
export function accountRoutes(ctx: PageContext) {
  const providers = followerProviders(ctx.config.providers)

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<OfAccount>('/app/accounts/:handle', (request, reply) => show(request, reply, {}, 200))

    app.post<OfAccount>('/app/accounts/:handle', (request, reply) =>
      carryOut(request, reply, 'edit', async typed => {
        const { handle } = await changeAccount(seen(ctx, request), request.params.handle, readChanges(typed))
        return accountAddress(handle, {}, 'edit')
      }),
    )

    app.post<OfAccount>('/app/accounts/:handle/followers', (request, reply) =>
      carryOut(request, reply, 'add', async typed => {
        const { followers, countedAt } = readCount(typed)
        if (countedAt === undefined) await typeFollowers(seen(ctx, request), request.params.handle, followers)
        else
          await addSnapshot(seen(ctx, request), request.params.handle, {
            followers,
            countedAt: new Date(countedAt),
          })
        return accountAddress(request.params.handle, {}, 'followers')
      }),
    )

    app.post<OfAccount>('/app/accounts/:handle/followers/refresh', { handlerTimeout }, (request, reply) =>
      carryOut(request, reply, 'refresh', async () => {
        await refreshNow(
          seen(ctx, request),
          providers,
          await findAccount(seen(ctx, request), request.params.handle),
        )
        return accountAddress(request.params.handle, {}, 'followers')
      }),
    )

    app.get<OfAccount>('/app/accounts/:handle/followers/delete', async (request, reply) => {
      const { countedAt = '' } = typedFields(request.query)
      const { handle } = ctx.forms.check(SnapshotParams, { ...request.params, countedAt })
      const account = await findAccount(seen(ctx, request), handle)
      const snapshot = await readSnapshot(ctx, account, new Date(countedAt))
      return ctx.sendPage(request, reply, <RemoveCountPage handle={account.handle} snapshot={snapshot} />)
    })

    app.post<OfAccount>('/app/accounts/:handle/followers/delete', async (request, reply) => {
      const { countedAt = '' } = typedFields(request.body)
      const { handle } = ctx.forms.check(SnapshotParams, { ...request.params, countedAt })
      // What somebody else, or an earlier press, has removed is removed.
      await orNull(removeSnapshot(seen(ctx, request), handle, new Date(countedAt)))
      return reply.redirect(accountAddress(handle, {}, 'followers'), 303)
    })

    app.get<OfAccount>('/app/accounts/:handle/delete', async (request, reply) => {
      const account = await readAccount(seen(ctx, request), request.params.handle)
      return ctx.sendPage(request, reply, <RemovePage account={account} />)
    })

    app.post<OfAccount>('/app/accounts/:handle/delete', async (request, reply) => {
      await orNull(removeAccount(seen(ctx, request), request.params.handle))
      return reply.redirect('/app/accounts', 303)
    })
  }

  /** Does what a form asks for and redirects to the resulting address, or shows the form again. */
  async function carryOut(
    request: FastifyRequest<OfAccount>,
    reply: FastifyReply,
    name: keyof AccountForms,
    work: (typed: Fields) => Promise<string>,
  ) {
    const typed = typedFields(request.body)
    return ctx.forms.submit(typed, {
      work: () => onceSent(ctx, request, () => work(typed)),
      done: address => reply.redirect(address, 303),
      again: (form, status) => show(request, reply, { [name]: form }, status),
    })
  }

  async function show(
    request: FastifyRequest<OfAccount>,
    reply: FastifyReply,
    forms: Partial<AccountForms>,
    status: number,
  ) {
    const facts = await accountFacts(seen(ctx, request), request.params.handle, typedFields(request.query))
    const { handle, name, public: isPublic } = facts.account
    const all: AccountForms = {
      edit: freshForm({ handle, name: name ?? '', public: isPublic ? 'on' : '' }),
      add: freshForm(),
      refresh: freshForm(),
      ...forms,
    }
    return ctx.sendPage(request, reply, <AccountPage facts={facts} forms={all} />, status)
  }

  function readChanges(typed: Fields) {
    const { handle, ...rest } = ctx.forms.check(AccountChangesBody, {
      handle: typedHandle(typed.handle ?? ''),
      name: trim(typed.name ?? '') || null,
      public: typed.public === 'on',
    })
    return { ...rest, handle: readHandle(handle, 'handle') }
  }

  function readCount(typed: Fields) {
    const day = typedTime(typed.countedAt ?? '')
    return ctx.forms.check(SnapshotBody, {
      followers: typedNumber(typed.followers),
      ...(day !== '' && { countedAt: day }),
    } as { followers: number; countedAt?: string })
  }
}

function RemoveCountPage({ handle, snapshot }: { handle: string; snapshot: Snapshot }) {
  const { countedAt, followers } = snapshot
  return (
    <ConfirmPage
      needs="accounts"
      title={`Delete this follower count of ${handle}?`}
      action={accountPath(handle, 'followers', 'delete')}
      fields={{ countedAt }}
      verb="Delete the count"
      back={accountAddress(handle, {}, 'followers')}
    >
      <p>
        {counted(followers, 'follower')}, counted <Moment at={countedAt} />. The tweets measured by it are
        measured by the count before it instead, or by the first one if there is none before.
      </p>
    </ConfirmPage>
  )
}

function RemovePage({ account: { handle } }: { account: Account }) {
  return (
    <ConfirmPage
      needs="accounts"
      title={`Delete ${handle}?`}
      action={accountPath(handle, 'delete')}
      verb="Delete the account"
      back={accountPath(handle)}
      purge={accountPath(handle, 'purge')}
    >
      <p>
        Its follower counts are deleted with it. Its links keep working and keep their clicks, but no longer
        belong to an account. This cannot be undone.
      </p>
    </ConfirmPage>
  )
}
