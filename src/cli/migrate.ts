import { command } from './command.js'
import { withDatabase } from './with-database.js'

export const migrate = command({
  name: 'migrate',
  summary: 'Brings the database schema up to date; serve does so at its start, too',
  arguments: [],
  options: {},
  run: ({ env }, terminal) =>
    withDatabase(env, async (_db, place) => terminal.print([`The schema in ${place} is up to date.`])),
})
