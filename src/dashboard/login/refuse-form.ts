import type { FastifyReply, FastifyRequest } from 'fastify'
import { againField, freshForm, loggedInAgain, typedFields } from '../form.js'
import { askForLogin, requireViewer } from '../viewer.js'
import type { Login } from './open.js'
import { keyField } from './page.js'

/** Whether a form without a login has nothing that could be kept: so it needs no token. */
export function beginsAgain({ lacksLogin, body }: FastifyRequest): boolean {
  return lacksLogin && typedFields(body)[againField] === undefined
}

/**
 * A hook for forms that were sent without a login: the login page carries what was typed, and after
 * the login the form is shown filled in. Only a press of its button there carries it out. Forms
 * without anything to type begin again. The token of the form has been checked before.
 */
export function refuseForm(login: Login) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (!request.lacksLogin) return
    if (beginsAgain(request)) return askForLogin(request, reply)
    const { _csrf, [keyField]: key, ...typed } = typedFields(request.body)
    const fields = { ...typed, [againField]: loggedInAgain }
    const waiting = { action: request.url, fields }
    if (key === undefined) return login.show(request, reply, { form: freshForm(), status: 403, waiting })
    const done = () => {
      request.body = fields
      return requireViewer(request, reply)
    }
    return login.enter(request, reply, { key, values: {}, waiting, done })
  }
}
