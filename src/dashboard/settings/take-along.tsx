import { type ExportFormat, exportFormats } from '../../api/exports.js'
import { type ExportName, exportNames } from '../../exports/all.js'

export function exportPath(what: ExportName, format: ExportFormat): string {
  return `/app/settings/exports/${what}.${format}`
}

const names: Record<ExportName, string> = {
  links: 'Links',
  tweets: 'Tweets, with what they brought',
  accounts: 'Accounts',
  followers: 'Follower counts',
  clicks: 'Clicks, and what was filtered out',
}
const forms: Record<ExportFormat, string> = { csv: 'CSV', ndjson: 'JSON lines' }

/** Everything as files. */
export function TakeAlong() {
  return (
    <section class="card" id="export">
      <h2>Take your data along</h2>
      <ul>
        {exportNames.map(what => (
          <li>
            {names[what]}:{' '}
            {exportFormats.map((format, n) => (
              <>
                {n > 0 && ' · '}
                <a href={exportPath(what, format)} download aria-label={`${names[what]} as ${forms[format]}`}>
                  {forms[format]}
                </a>
              </>
            ))}
          </li>
        ))}
      </ul>
      <p class="hint">
        Links and follower counts can be imported again, here or anywhere. For everything at once, there is a{' '}
        <a href="/help/operation#backup">backup</a>.
      </p>
    </section>
  )
}
