import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { bodyChecker } from '../api/check-body.js'
import { type Check, formatChecks } from '../api/formats.js'
import { serviceError } from '../api/problem.js'
import { once } from '../auth/once.js'
import type { Context } from '../context.js'
import {
  type FieldProblem,
  FormRunning,
  InvalidCsv,
  InvalidEncoding,
  InvalidImport,
  rootCause,
  type ServiceError,
} from '../errors.js'
import { trim } from '../typed/trim.js'
import { typedWholeNumber } from '../typed/whole-number.js'

/** What was typed into a form, and what is wrong with it. */
export interface FormState {
  values: Readonly<Record<string, string>>
  problems: readonly FieldProblem[]
}

/** An empty form, as first shown. */
export function freshForm(values: Record<string, string> = {}): FormState {
  return { values, problems: [] }
}

/** A hidden field of every form that can be shown again. */
export const againField = '_again'
/** Its value in a form that waited for a login: it is shown, and not carried out. */
export const loggedInAgain = 'login'

/** The form of somebody whose session ended before it was sent. */
function afterLogin({ [againField]: _, ...values }: Record<string, string>): FormState {
  const message = 'You are logged in again. Nothing is sent yet: press the button once more.'
  return { values, problems: [{ field: '', message }] }
}

/** For `data-refresh` around a form: what was typed, and its problems, stay. */
export function refreshes({ problems }: FormState): true | undefined {
  return problems.length > 0 ? undefined : true
}

/** The fields of a posted form; if a field came more than once, its last value. */
export function typedFields(body: unknown): Record<string, string> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value
      return typeof last === 'string' ? [[name, last]] : []
    }),
  )
}

/** A typed whole number: undefined if empty, NaN for anything else. */
export function typedNumber(text: string | undefined): number | undefined {
  return text === undefined || trim(text) === '' ? undefined : (typedWholeNumber(text) ?? Number.NaN)
}

/**
 * Does what a form asks for, and resolves to the address of the result. A form that is sent again,
 * by a second press or a reload, gets the same address, from any node: its token, which is new each
 * time a page is shown, and its fields are the same. Throws what `work` throws, or FormRunning.
 */
export function onceSent(
  ctx: Pick<Context, 'db' | 'log'>,
  { url, body }: Pick<FastifyRequest, 'url' | 'body'>,
  work: () => Promise<string>,
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([url, body]))
    .digest()
  return once(ctx, key, work)
}

/** The fields that an error without a field list may be about: the one that the form has. */
const fieldsOfCode: Record<string, readonly string[]> = {
  'slug-taken': ['slug'],
  'slug-reserved': ['slug'],
  'external-id-taken': ['externalId'],
  'account-exists': ['handle'],
  'account-not-found': ['account', 'accounts'],
  'tweet-of-another-account': ['url'],
  'list-exists': ['name'],
  unauthorized: ['key'],
}

/** Checks forms by the API's own schemas, so that both report the same problems. */
export function openForms(ctx: Pick<Context, 'config' | 'now' | 'log' | 'reservedSlugs'>) {
  const checks: Record<string, Check> = formatChecks(ctx)
  /** The form to show again after an error; `status` is the status of the answer. */
  function failed(values: Record<string, string>, error: unknown): { form: FormState; status: number } {
    const { status, code, message, facts } = serviceError(error, checks)
    if (status >= 500) ctx.log.error({ err: rootCause(error) }, 'A form could not be carried out.')
    const named = Array.isArray(facts.errors) ? (facts.errors as FieldProblem[]) : null
    const fields = fieldsOfCode[code] ?? ['']
    const field = fields.find(name => name in values) ?? fields[0] ?? ''
    return { form: { values, problems: named ?? [{ field, message }] }, status }
  }

  return {
    failed,
    /**
     * Does what a form asks for and answers with `done`; if that fails, with the form as it was
     * filled in and its problems.
     */
    async submit<Made, Reply>(
      values: Record<string, string>,
      { work, done, again }: Submission<Made, Reply>,
    ): Promise<Reply> {
      if (values[againField] === loggedInAgain) return again(afterLogin(values), 200, null)
      let made: Made
      try {
        made = await work()
      } catch (error) {
        // The form, shown again, would have a new token.
        if (error instanceof FormRunning) throw error
        const { form, status } = failed(values, error)
        return again(form, status, error)
      }
      return done(made)
    },
    /** The same for a file: what is wrong is told in one text, beside the facts of a wrong file. */
    async take<Done>(work: () => Promise<Done>): Promise<Done | Refused> {
      try {
        return await work()
      } catch (error) {
        if (ofFile.some(kind => error instanceof kind)) {
          const { message, status, facts } = error as ServiceError
          return { message, status, facts }
        }
        const { form, status } = failed({}, error)
        return { message: form.problems.map(({ message }) => message).join(' '), status, facts: {} }
      }
    },
    /** Turns a form into the body of an API call. Throws InvalidInput or SlugReserved. */
    check: bodyChecker(checks),
  }
}

/** Errors that tell themselves what is wrong with a file, and in which rows. */
const ofFile = [InvalidCsv, InvalidEncoding, InvalidImport]

/** Why nothing came of a file. */
export interface Refused {
  message: string
  status: number
  facts: ServiceError['facts']
}

interface Submission<Made, Reply> {
  work(): Promise<Made>
  done(made: Made): Reply | Promise<Reply>
  /** Shows the form again; `status` is the status of the answer. */
  again(form: FormState, status: number, error: unknown): Reply | Promise<Reply>
}

export type Forms = ReturnType<typeof openForms>
