import { readConfig } from '../config.js'
import type { Finding } from '../doctor/examine.js'
import { command } from './command.js'
import { CommandFailed } from './errors.js'
import { count, counted } from './figures.js'
import { withDatabase } from './with-database.js'

export const doctor = command({
  name: 'doctor',
  summary: 'Compares what is stored twice, also while the service runs: counts, journal, salts, scores',
  arguments: [],
  options: {
    fix: { type: 'boolean', help: 'mends what differs; otherwise nothing changes' },
    json: { type: 'boolean', help: 'prints JSON' },
  },
  details: [
    'Works directly on the database that DATABASE_URL or DATA_DIR names, and on the journal in DATA_DIR. Needs little',
    'memory, however much there is to compare. What is on its way while it looks, or waits for a job, is no difference.',
    '',
    'Exit status: 0 if all is well (or mended), 1 if something differs, 3 if it could not find out.',
  ],
  failure: 3,
  async run({ options, env }, terminal) {
    const config = readConfig(env)
    const findings: Finding[] = []
    const work = async (url: string, signal: AbortSignal) => {
      const { withPatient } = await import('../doctor/open-patient.js')
      const { examine } = await import('../doctor/examine.js')
      const onFinding = (finding: Finding) => {
        findings.push(finding)
        if (!options.json) terminal.print(tell(finding, options.fix === true))
      }
      await withPatient({ url, config, signal }, patient =>
        examine(patient, { fix: options.fix === true, onFinding }),
      )
    }
    await withDatabase(
      env,
      async (db, _place, { url, signal }) => {
        const { isUpToDate } = await import('../db/migrate.js')
        if (!(await isUpToDate(db)))
          throw new CommandFailed('The database is of another version: run "fivehundred migrate" first.')
        await work(url, signal)
      },
      { migrates: false },
    )
    const left = findings.filter(({ differing, mended }) => differing > mended)
    if (options.json) terminal.printJson({ well: left.length === 0, checks: findings })
    else if (left.length === 0) terminal.print(['All is well.'])
    else if (!options.fix) terminal.note(['Nothing was changed; add --fix to mend it.'])
    return left.length === 0 ? 0 : 1
  },
})

function tell({ check, checked, differing, mended, differences, notes }: Finding, fix: boolean): string[] {
  const verb = differing === 1 ? 'differs' : 'differ'
  const result = fix && differing > 0 ? `, ${count(mended)} mended` : ''
  return [
    `${check}: ${count(checked)} checked, ${count(differing)} ${verb}${result}`,
    ...notes.map(note => `  ${note}`),
    ...differences.map(each => `  ${each.name}: ${each.what}${more(each.count)}`),
  ]
}

/** A difference shows one of the rows that differ in one place. */
function more(rows: number): string {
  return rows === 1 ? '' : ` (and ${counted(rows - 1, 'more row')})`
}
