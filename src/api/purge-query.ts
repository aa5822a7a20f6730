import { Type } from 'typebox'

export const PurgeQuery = Type.Object(
  {
    purge: Type.Boolean({
      default: false,
      description: 'Erases everything that belongs to it; this cannot be undone.',
    }),
  },
  { additionalProperties: false },
)
