import { command } from './command.js'
import { withDatabase } from './with-database.js'

export const serve = command({
  name: 'serve',
  summary: 'Runs the service until SIGINT or SIGTERM',
  arguments: [],
  options: {},
  details: [
    'The environment configures it: PORT, BASE_URL, DATA_DIR, DATABASE_URL and others; the README lists them.',
  ],
  async run({ env }) {
    // Loaded here, because the other commands do not need it.
    const { runService } = await import('../main.js')
    await runService(env)
  },
})

export const migrate = command({
  name: 'migrate',
  summary: 'Brings the database schema up to date; serve also does this when it starts',
  arguments: [],
  options: {},
  run: ({ env }, terminal) =>
    withDatabase(env, async (_db, place) => terminal.print([`The schema in ${place} is up to date.`]), {
      creates: true,
    }),
})
