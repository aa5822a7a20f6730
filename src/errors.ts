/** One input field and what is wrong with it, in words that say what to do. */
export interface FieldProblem {
  field: string
  message: string
}

/** The name of each error; the help explains them all. */
export const problemCodes = [
  'account-exists',
  'account-not-given',
  'account-not-found',
  'account-unavailable',
  'body-too-complex',
  'body-too-large',
  'budget-exhausted',
  'conflict',
  'cookie-missing',
  'database-unavailable',
  'external-id-taken',
  'delivery-not-found',
  'forbidden',
  'form-outdated',
  'form-running',
  'format-not-offered',
  'internal-error',
  'invalid-csv',
  'invalid-encoding',
  'invalid-import',
  'invalid-input',
  'invalid-json',
  'invalid-request',
  'invalid-url',
  'journal-unavailable',
  'key-not-found',
  'link-gone',
  'link-not-found',
  'list-exists',
  'list-not-found',
  'method-not-allowed',
  'not-found',
  'nothing-public',
  'other-request',
  'precondition-failed',
  'provider-not-configured',
  'provider-unavailable',
  'rate-limited',
  'request-running',
  'request-too-slow',
  'slug-reserved',
  'slug-taken',
  'snapshot-not-found',
  'tag-exists',
  'tag-not-found',
  'too-many-pictures',
  'tweet-of-another-account',
  'unauthorized',
  'unsupported-media-type',
  'webhook-not-found',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/**
 * An error a caller can act on. `code` is stable and kebab-case, `status` is the HTTP status,
 * `facts` are what a program needs to react. `app.ts` turns it into problem+json, a compatibility
 * API into its own format.
 */
export class ServiceError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly status: number,
    message: string,
    readonly facts: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** Runs a lookup; null if it throws that the thing does not exist, or no longer. */
export async function orNull<T>(finding: Promise<T>): Promise<T | null> {
  try {
    return await finding
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 404 || error.status === 410)) return null
    throw error
  }
}

export class InvalidInput extends ServiceError {
  constructor(errors: FieldProblem[]) {
    super('invalid-input', 400, errors.map(e => `${e.field}: ${e.message}`).join('; '), { errors })
  }
}

/** One line of a file, counted from 1, and what is wrong with it. */
export interface LineProblem {
  line: number
  message: string
}

export const mostLineProblems = 1000

/** `errors` lists the first thousand bad lines, `total` counts all of them. */
export class InvalidCsv extends ServiceError {
  declare readonly facts: { errors: LineProblem[]; total: number }

  constructor(errors: LineProblem[], total = errors.length) {
    const lines = total === 1 ? 'A line' : `${total} lines`
    const named = total > mostLineProblems ? ` The first ${mostLineProblems} of them are named.` : ''
    const detail = `${lines} of the file ${total === 1 ? 'is' : 'are'} wrong; nothing was stored.${named}`
    const first = errors.toSorted((a, b) => a.line - b.line).slice(0, mostLineProblems)
    super('invalid-csv', 400, detail, { errors: first, total })
  }
}

/** A body that is not UTF-8; `line` is the line of the first bad byte, counted from 1. */
export class InvalidEncoding extends ServiceError {
  constructor({ line }: { line: number }) {
    const detail = `Line ${line} of the body is not UTF-8, so nothing was stored; send all of it as UTF-8.`
    super('invalid-encoding', 400, detail, { errors: [{ line, message: 'is not UTF-8' }] })
  }
}

/** A file of links of an unknown kind, or with rows that need a choice nobody made. */
export class InvalidImport extends ServiceError {
  constructor(detail: string, facts: Record<string, unknown> = {}) {
    super('invalid-import', 400, detail, facts)
  }
}

/** The body's type or encoding is not supported; `headers` say which are. */
export class UnsupportedBody extends ServiceError {
  constructor(
    message: string,
    readonly headers: Record<string, string>,
  ) {
    super('unsupported-media-type', 415, message)
  }
}

/** The body has more values, or more levels, than anybody needs. */
export class BodyTooComplex extends ServiceError {
  constructor(message: string) {
    super('body-too-complex', 400, message)
  }
}

/** The address supports only other methods. */
export class MethodNotAllowed extends ServiceError {
  constructor(facts: { method: string; allow: string[] }) {
    const detail = `This address does not take ${facts.method}; it takes ${facts.allow.join(', ')}.`
    super('method-not-allowed', 405, detail, facts)
  }
}

export class Unauthorized extends ServiceError {
  constructor(message = 'Send your API key as "Authorization: Bearer <key>".') {
    super('unauthorized', 401, message)
  }
}

/** A key was sent, but it is not valid. */
export class WrongKey extends Unauthorized {
  constructor(expiredAt: Date | null = null) {
    const isOver =
      expiredAt && `This API key expired at ${expiredAt.toISOString()}: ask an admin for another end.`
    super(isOver ?? 'This API key is unknown or revoked.')
  }
}

const needed: Record<string, string> = {
  links: 'This needs an API key that may change links: of an admin, a member or an author.',
  accounts: 'This needs an API key that may change accounts: of an admin or a member.',
  shared: 'This needs an API key of an admin or a member that is not limited to accounts.',
  service: 'This needs an API key of an admin that is not limited to accounts.',
}

export class Forbidden extends ServiceError {
  constructor(facts: { role: string; needs: string }) {
    super('forbidden', 403, needed[facts.needs] ?? 'This API key may not do this.', facts)
  }
}

/** The key is limited to accounts, and this is none of them; whether it exists is not told. */
export class AccountNotGiven extends ServiceError {
  constructor(facts: { account: string }) {
    const detail = `This API key may not write for ${facts.account}: that account was not given to it.`
    super('account-not-given', 403, detail, facts)
  }
}

/** Without its account, a limited key would not see a link any more that it did not make. */
export class AccountKept extends ServiceError {
  constructor() {
    const detail = 'This API key did not make the link, so it may not take it from its account.'
    super('forbidden', 403, detail)
  }
}

/** A form was sent without the cookie it was shown with; `reason` if known. */
export class CookieMissing extends ServiceError {
  constructor(reason: string | null) {
    const remedy = 'Allow cookies for this address, load the page with the form again, and send it once more.'
    super('cookie-missing', 403, reason ?? `Your browser sent no cookie with this form. ${remedy}`)
  }
}

/** A form was sent with a token that does not belong to its cookie. */
export class FormOutdated extends ServiceError {
  constructor() {
    super('form-outdated', 403, 'This form is too old. Load the page with it again, and send it once more.')
  }
}

/** The same form was sent before, and is still being carried out. */
export class FormRunning extends ServiceError {
  constructor() {
    super('form-running', 409, 'What this form asks for is still being done. Reload this page to see it.')
  }
}

/** The Idempotency-Key of this request stands for another one. */
export class OtherRequest extends ServiceError {
  constructor() {
    const detail =
      'This Idempotency-Key was sent with another request in the last day; send each request with a key of its own.'
    super('other-request', 422, detail)
  }
}

/** The first request with this Idempotency-Key is still being carried out. */
export class RequestRunning extends ServiceError {
  constructor() {
    const detail = 'The first request with this Idempotency-Key is still being carried out; try again.'
    super('request-running', 409, detail, { retryAfterSeconds: 2 })
  }
}

export class KeyNotFound extends ServiceError {
  constructor(facts: { id: string }) {
    super('key-not-found', 404, `There is no valid key ${facts.id}.`, facts)
  }
}

export class WebhookNotFound extends ServiceError {
  constructor(facts: { id: string }) {
    super('webhook-not-found', 404, `There is no webhook ${facts.id}.`, facts)
  }
}

export class DeliveryNotFound extends ServiceError {
  constructor(facts: { id: string }) {
    super('delivery-not-found', 404, `This webhook has no delivery ${facts.id}.`, facts)
  }
}

export class LinkNotFound extends ServiceError {
  constructor(facts: { slug: string }) {
    super('link-not-found', 404, `There is no link "${facts.slug}".`, facts)
  }
}

/** Why a link does not redirect, in words. */
const gone = {
  deleted: 'is deleted',
  disabled: 'is disabled at the moment; its owner can enable it again',
  expired: 'has expired',
  'used-up': 'was opened as often as it may be',
}

export class LinkGone extends ServiceError {
  declare readonly facts: { slug: string; reason: keyof typeof gone }

  constructor(facts: { slug: string; reason: keyof typeof gone }) {
    super('link-gone', 410, `The link "${facts.slug}" ${gone[facts.reason]}.`, facts)
  }
}

export class SlugTaken extends ServiceError {
  constructor(facts: { slug: string }) {
    super('slug-taken', 409, `The slug "${facts.slug}" is taken; choose another.`, facts)
  }
}

export class ExternalIdTaken extends ServiceError {
  constructor(facts: { externalId: string }) {
    const detail = `Another link has the external id "${facts.externalId}", perhaps a deleted one.`
    super('external-id-taken', 409, detail, facts)
  }
}

export class SlugReserved extends ServiceError {
  constructor(facts: { slug: string }) {
    super(
      'slug-reserved',
      400,
      `The slug "${facts.slug}" names a part of this service; choose another.`,
      facts,
    )
  }
}

/** The address names a tweet of another account than the link's. */
export class TweetOfAnotherAccount extends ServiceError {
  /** `at` is a link that says so of the tweet. */
  constructor({ at, ...facts }: { account: string; found: string; at?: string | undefined }) {
    const remedy =
      at === undefined ? '' : ` That is what the link "${at}" says, which has this tweet: correct it there.`
    const detail = `The link belongs to ${facts.account}, the tweet to ${facts.found}.${remedy}`
    super('tweet-of-another-account', 409, detail, { ...facts, ...(at !== undefined && { at }) })
  }
}

export class AccountNotFound extends ServiceError {
  constructor(facts: { handle: string }) {
    super('account-not-found', 404, `There is no account "${facts.handle}"; make it first.`, facts)
  }
}

export class AccountExists extends ServiceError {
  constructor(facts: { handle: string }) {
    super('account-exists', 409, `The account "${facts.handle}" exists already.`, facts)
  }
}

export class ListNotFound extends ServiceError {
  constructor(facts: { list: string }) {
    super('list-not-found', 404, `There is no list "${facts.list}"; make it first.`, facts)
  }
}

export class ListExists extends ServiceError {
  constructor(facts: { list: string }) {
    super('list-exists', 409, `The list "${facts.list}" exists already.`, facts)
  }
}

export class TagNotFound extends ServiceError {
  constructor(facts: { tag: string }) {
    super('tag-not-found', 404, `No link has the tag "${facts.tag}".`, facts)
  }
}

export class TagExists extends ServiceError {
  constructor(facts: { tag: string }) {
    const detail = `Links have the tag "${facts.tag}" already; "merge": true makes one of both.`
    super('tag-exists', 409, detail, facts)
  }
}

/** It collided with other changes of the same data, again and again. */
export class Conflict extends ServiceError {
  constructor(options?: ErrorOptions) {
    const detail = 'Others changed the same at the same time; try again.'
    super('conflict', 409, detail, {}, options)
  }
}

/** If-Match does not name the current version; `present` is how the API shows that. */
export class PreconditionFailed extends ServiceError {
  constructor(facts: { version: string; present: object }) {
    const detail =
      'It was changed since you read it, so nothing was done: `present` is how it is now, `version` what If-Match would have to name.'
    super('precondition-failed', 412, detail, facts)
  }
}

export class SnapshotNotFound extends ServiceError {
  constructor(facts: { handle: string; countedAt: string }) {
    const detail = `${facts.handle} has no follower count of ${facts.countedAt}.`
    super('snapshot-not-found', 404, detail, facts)
  }
}

const networkNames: Record<string, string> = { x: 'X', bluesky: 'Bluesky', mastodon: 'Mastodon' }

export class ProviderNotConfigured extends ServiceError {
  constructor(facts: { provider: string; missing: string | null }) {
    const remedy = `Set ${facts.missing ?? 'its configuration'}, or store counts by hand.`
    super(
      'provider-not-configured',
      409,
      `${networkNames[facts.provider] ?? facts.provider} isn't connected. ${remedy}`,
      facts,
    )
  }
}

/**
 * The network gave no count, for a reason unrelated to the account; the last count stays in use.
 */
export class ProviderUnavailable extends ServiceError {
  constructor(
    detail: string,
    facts: { handle: string; provider: string; problem: string; retryAfterSeconds?: number },
  ) {
    super('provider-unavailable', 502, detail, facts)
  }
}

/** The network does not know the account (any more); the last count stays in use. */
export class AccountUnavailable extends ServiceError {
  constructor(detail: string, facts: { handle: string; provider: string; problem: string }) {
    super('account-unavailable', 409, detail, facts)
  }
}

export class BudgetExhausted extends ServiceError {
  constructor(facts: { provider: string; dailyBudget: number; retryAfterSeconds: number }) {
    const detail = `${facts.provider} was asked about ${facts.dailyBudget} accounts today (UTC), as many as are allowed.`
    super('budget-exhausted', 429, detail, facts)
  }
}

export class RateLimited extends ServiceError {
  constructor(message: string, facts: { limit: number; retryAfterSeconds: number }) {
    super('rate-limited', 429, message, facts)
  }
}

/** Also used for private things, so that callers cannot tell the difference. */
export class NothingPublic extends ServiceError {
  constructor(facts: { url: string }) {
    super('nothing-public', 404, 'Nothing at this address is public.', facts)
  }
}

export class FormatNotOffered extends ServiceError {
  constructor(facts: { format: string }) {
    super('format-not-offered', 501, 'oEmbed is offered as JSON only: leave format out, or say json.', facts)
  }
}

export class TooManyPictures extends ServiceError {
  constructor(facts: { retryAfterSeconds: number }) {
    super('too-many-pictures', 503, 'Too many pictures are being painted; try again in a few seconds.', facts)
  }
}

export class DatabaseUnavailable extends ServiceError {
  constructor(options?: ErrorOptions) {
    super(
      'database-unavailable',
      503,
      'The database does not answer; try again in a few seconds.',
      {},
      options,
    )
  }
}

/** The disk did not take the hit: the caller must save it in another way. */
export class JournalUnavailable extends ServiceError {
  constructor(options?: ErrorOptions) {
    super('journal-unavailable', 503, 'The journal cannot be written.', {}, options)
  }
}

/**
 * The innermost cause. The message of a failed query contains its parameters, which must not be
 * logged; its cause does not.
 */
export function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error
}

/** All configuration problems in one message. */
export class InvalidConfig extends Error {
  constructor(readonly problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map(p => `  - ${p}`).join('\n')}`,
    )
    this.name = 'InvalidConfig'
  }
}

/**
 * The service cannot start. The message says what to do about it; `main` prints it without a stack.
 */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotStart'
  }
}

/** A backup cannot be made or restored. The message says why, and what to do about it. */
export class BackupProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BackupProblem'
  }
}
