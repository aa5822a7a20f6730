/** One field of the input and what is wrong with it, in words that name the remedy. */
export interface FieldProblem {
  field: string
  message: string
}

/**
 * An error a caller can act on. `code` is stable and kebab-case, `status` the HTTP status it becomes, `facts` what a
 * program needs to react; `app.ts` turns it into problem+json, a compatibility API into its own dialect.
 */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly facts: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

export class InvalidInput extends ServiceError {
  constructor(errors: FieldProblem[]) {
    super('invalid-input', 400, errors.map(e => `${e.field}: ${e.message}`).join('; '), { errors })
  }
}

export class Unauthorized extends ServiceError {
  constructor(message = 'Send your API key as "Authorization: Bearer <key>".') {
    super('unauthorized', 401, message)
  }
}

export class LinkNotFound extends ServiceError {
  constructor(facts: { slug: string }) {
    super('link-not-found', 404, `There is no link "${facts.slug}".`, facts)
  }
}

export class LinkGone extends ServiceError {
  constructor(facts: { slug: string; reason: 'deleted' | 'expired' | 'disabled' }) {
    super('link-gone', 410, `The link "${facts.slug}" is ${facts.reason}.`, facts)
  }
}

export class SlugTaken extends ServiceError {
  constructor(facts: { slug: string }) {
    super('slug-taken', 409, `The slug "${facts.slug}" is taken; choose another.`, facts)
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

/** The address names a posting of another account than the link's. */
export class TweetOfAnotherAccount extends ServiceError {
  constructor(facts: { account: string; found: string }) {
    super(
      'tweet-of-another-account',
      409,
      `The link belongs to ${facts.account}, the posting to ${facts.found}.`,
      facts,
    )
  }
}

export class AccountNotFound extends ServiceError {
  constructor(facts: { handle: string }) {
    super(
      'account-not-found',
      404,
      `There is no account "${facts.handle}"; create it with POST /api/v1/accounts.`,
      facts,
    )
  }
}

export class AccountExists extends ServiceError {
  constructor(facts: { handle: string }) {
    super('account-exists', 409, `The account "${facts.handle}" exists; change it with PATCH.`, facts)
  }
}

export class ListNotFound extends ServiceError {
  constructor(facts: { list: string }) {
    super(
      'list-not-found',
      404,
      `There is no list "${facts.list}"; create it with POST /api/v1/lists.`,
      facts,
    )
  }
}

export class ListExists extends ServiceError {
  constructor(facts: { list: string }) {
    super('list-exists', 409, `The list "${facts.list}" exists; change it with PATCH.`, facts)
  }
}

export class RateLimited extends ServiceError {
  constructor(message: string, facts: { limit: number; retryAfterSeconds: number }) {
    super('rate-limited', 429, message, facts)
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

/** The disk did not take the click: the caller must bring it to safety in another way. */
export class JournalUnavailable extends ServiceError {
  constructor(options?: ErrorOptions) {
    super('journal-unavailable', 503, 'The journal cannot be written.', {}, options)
  }
}

/** What lies beneath: the message of a failed query lists its parameters, which do not belong in a log; its cause's does not. */
export function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error
}

/** Configuration problems, all of them in one message. */
export class InvalidConfig extends Error {
  constructor(readonly problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map(p => `  - ${p}`).join('\n')}`,
    )
    this.name = 'InvalidConfig'
  }
}

/** The service cannot start, with what to do about it; `main` prints the message without a stack. */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotStart'
  }
}
