import type { FastifyReply, FastifyRequest } from 'fastify'
import { nanoid } from 'nanoid'

export const requestIdHeader = 'X-Request-Id'

/** It says nothing about the caller, nor how many requests there were. */
export const newRequestId = (): string => nanoid(16)

/** Its name and value, for an answer that bypasses Fastify altogether. */
export const requestIdHeaders = () => [requestIdHeader, newRequestId()]

/** Every answer names its request, also one that bypasses Fastify's reply. */
export function nameRequest({ id }: Pick<FastifyRequest, 'id'>, { raw }: Pick<FastifyReply, 'raw'>): void {
  if (!raw.headersSent) raw.setHeader(requestIdHeader, id)
}
