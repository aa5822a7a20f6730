import type { LinkImportReport } from '../../imports/report.js'
import { tellPlace } from '../../imports/row-place.js'
import { counted, countFigure, nounFor, percentFigure } from '../../influence/figures.js'
import type { ReportedInfluence } from '../../stats/reported.js'
import { accountPath } from '../account/address.js'
import type { Refused } from '../form.js'
import { Figure } from '../parts/figure.js'
import { ScrollList } from '../parts/scroll-list.js'
import { labels } from './words.js'

/** The rows that an import names: with the name of the link, where it is known. */
type NamedRows = Partial<Pick<LinkImportReport, 'clashes' | 'clashTotal' | 'errors' | 'errorTotal'>>

/** The outcome of an import or its preview; if it failed, with the status of the answer. */
export type ImportOutcome = { report: LinkImportReport; told?: Told[] } | Refused

/** What the network reports of an account of the file, in the last 90 days. */
export interface Told {
  handle: string
  reported: ReportedInfluence | null
}

/** What an import did or would do, or why nothing was done, with every row that is in the way. */
export function Outcome({ outcome }: { outcome: ImportOutcome }) {
  if ('report' in outcome) {
    const { report, told = [] } = outcome
    return (
      <>
        <Report report={report} />
        {told.map(each => (
          <TellReported key={each.handle} told={each} />
        ))}
      </>
    )
  }
  return (
    <section class="problems" role="alert">
      <p>
        <strong>{outcome.message}</strong>
      </p>
      <Rows rows={outcome.facts as NamedRows} />
    </section>
  )
}

function Report({ report }: { report: LinkImportReport }) {
  const { what, source, rows, dryRun, refused, made, changed, attached, alreadyThere, left } = report
  const noun = nouns[what]
  const isPart = !dryRun && left > 0
  const preview = refused === null ? 'This is what the import would do' : 'What is in the file'
  const title = dryRun ? preview : 'Imported'
  return (
    <section
      class="card"
      data-done={dryRun || left > 0 ? undefined : true}
      data-left={isPart ? left : undefined}
      data-made={isPart ? (what === 'links' ? made : attached) : undefined}
    >
      <h2>{title}</h2>
      <p>
        {counted(rows, 'row')} of {source}, with {noun}s.
      </p>
      <div class="figures">
        <Figure
          value={countFigure(made)}
          label={`${nounFor(made, noun)} ${dryRun ? 'would be new' : 'new'}`}
        />
        <Figure value={countFigure(alreadyThere)} label={`${nounFor(alreadyThere, noun)} already there`} />
        {what === 'links' && changed > 0 && (
          <Figure value={countFigure(changed)} label={`${nounFor(changed, 'link')} with newer counts`} />
        )}
        {what === 'accounts' && changed > 0 && (
          <Figure value={countFigure(changed)} label={`${nounFor(changed, 'account')} completed`} />
        )}
        {what === 'followers' && (
          <Figure value={countFigure(changed)} label={`${nounFor(changed, 'count')} corrected`} />
        )}
        {what === 'tweets' && (
          <>
            <Figure value={countFigure(changed)} label={`${nounFor(changed, 'tweet')} with newer numbers`} />
            <Figure
              value={countFigure(attached)}
              label={`${nounFor(attached, 'link')} ${dryRun ? 'would be attached' : 'attached'}`}
            />
          </>
        )}
      </div>
      <Rows rows={report} />
      {isPart && <p>Still to come: {counted(left, 'link')}. “Go on” takes the next part.</p>}
      {refused !== null && <p class="notice">{refused}</p>}
      {refused === null && (
        <p>{dryRun ? 'Nothing is stored yet. Import it now, below.' : <Next what={what} />}</p>
      )}
    </section>
  )
}

const nouns = {
  ...{ links: 'link', tweets: 'tweet', accounts: 'account' },
  ...{ followers: 'follower count', clicks: 'hit' },
} as const

/** The influence that the network reports, as soon as it is known. */
function TellReported({ told: { handle, reported } }: { told: Told }) {
  const address = accountPath(handle)
  return (
    <section class="card" id="reported">
      <h2>{handle}, the last 90 days as the network reports them</h2>
      {reported === null ? (
        <p>No link click is reported in this time.</p>
      ) : (
        <>
          {reported.ratio !== null && (
            <Figure
              large
              value={percentFigure(reported.ratio)}
              label="reported link clicks per follower"
              note="the network’s own count"
            />
          )}
          <p class="reported">{reported.sentence}</p>
          {reported.ratio === null && (
            <p>
              How many followers there were is not known. Write how many there are now in “{labels.followers}
              ”, and import the file again.
            </p>
          )}
        </>
      )}
      <p>
        <a href={`${address}#network-reports`}>{handle}: all of the past, by month</a>
      </p>
    </section>
  )
}

function Next({ what }: Pick<LinkImportReport, 'what'>) {
  return what === 'links' || what === 'clicks' ? (
    <a href="/app">To the links</a>
  ) : (
    <a href="/app/accounts">To the accounts</a>
  )
}

function Rows({ rows: { clashes = [], clashTotal = 0, errors = [], errorTotal = 0 } }: { rows: NamedRows }) {
  const told = [
    ...errors.map(({ slug, field, message, ...place }) => ({
      key: `${tellPlace(place)} ${slug} ${field} ${message}`,
      place: begun(tellPlace(place, slug)),
      text: [field, message].filter(Boolean).join(' '),
    })),
    ...clashes.map(({ slug, message, becomes, ...place }) => ({
      key: `${tellPlace(place)} ${slug}`,
      place: begun(tellPlace(place, slug)),
      text: becomes === null ? message : `${message}, becomes ${becomes}`,
    })),
  ]
  const more = clashTotal + errorTotal - told.length
  if (told.length === 0) return null
  return (
    <ScrollList label="Rows that need a look">
      {told.map(({ key, place, text }) => (
        <li key={key}>
          {place}: {text}
        </li>
      ))}
      {more > 0 && <li>and {countFigure(more)} more</li>}
    </ScrollList>
  )
}

const begun = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
