import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { IfMay } from '../parts/if-may.js'
import { ImportedClicks } from '../parts/imported-clicks.js'
import { bareAddress, LinkName } from '../parts/link-name.js'
import { LinkState } from '../parts/link-state.js'
import { RestoreForm } from '../parts/restore-form.js'
import { ShareBar } from '../parts/share-bar.js'
import { Tags } from '../parts/tags.js'
import { UserText } from '../parts/user-text.js'
import { Activity, Facets } from './activity.js'
import { AttachCard } from './attach.js'
import { FilteredOut, LatestClicks } from './hits.js'
import { AboutInfluence, Influence } from './influence.js'
import type { TweetView } from './load.js'
import { Picker } from './picker.js'
import { Postings } from './postings.js'
import { ReportedCard } from './reported.js'
import { Share } from './share.js'
import { Targets } from './targets.js'

interface TweetPageProps {
  view: TweetView
  attach: FormState
  reported: FormState
}

export function TweetPage({ view, attach, reported }: TweetPageProps) {
  const { link } = view
  // A problem with the address goes where people look first.
  const attached = link.tweet?.published === true && attach.problems.length === 0
  const deleted = link.deletedAt !== null
  const name = link.title ?? link.tweet?.text ?? bareAddress(link.url)
  return (
    <Layout title={[...name].slice(0, 60).join('')} scripts={['live', 'chart', 'timezone']}>
      <h1 class="link-title">
        <LinkName link={link} />
      </h1>
      <p class="row muted link-facts" data-live={link.slug}>
        <span>
          {bareAddress(link.shortUrl)} →{' '}
          <a href={link.url} rel="noopener noreferrer">
            <UserText text={bareAddress(link.url)} most={80} />
          </a>
        </span>
        {link.account !== null && (
          <a href={`/app/accounts/${encodeURIComponent(link.account)}`}>
            <bdi>{link.account}</bdi>
          </a>
        )}
        {link.tweet?.url && (
          <a href={link.tweet.url} rel="noopener noreferrer">
            The tweet
          </a>
        )}
        <LinkState link={link} figures={view.figures} />
        <ImportedClicks link={link} />
        <Tags link={link} />
        {link.externalId !== null && (
          <span>
            id <bdi>{link.externalId}</bdi>
          </span>
        )}
        <IfMay right={deleted ? 'accounts' : 'links'}>
          {!deleted && <a href={`/app/links/${link.slug}/edit`}>Edit</a>}
          {!deleted && <a href={`/app/links/${link.slug}/delete`}>Delete</a>}
          {deleted && <a href={`/app/links/${link.slug}/purge`}>Erase</a>}
        </IfMay>
      </p>
      {deleted ? <Deleted link={link} /> : <ShareBar link={link} />}
      <Notes link={link} />
      <Picker view={view} />
      <div class="overview">
        <Influence view={view} />
        <Activity view={view} />
        <AboutInfluence view={view} />
      </div>
      {!attached && !deleted && <AttachCard view={view} form={attach} />}
      <Facets view={view} />
      {link.tweet !== null && !deleted && <ReportedCard view={view} form={reported} />}
      <Postings view={view} />
      <LatestClicks view={view} />
      <FilteredOut view={view} />
      <Targets view={view} />
      {!deleted && <Share link={link} />}
      {attached && !deleted && <AttachCard view={view} form={attach} />}
    </Layout>
  )
}

function Deleted({ link }: { link: Link }) {
  return (
    <section class="card">
      <p>This link is deleted: people who open it see that it is gone. Its numbers stay.</p>
      <RestoreForm slug={link.slug} />
    </section>
  )
}

/** What its managers wrote about a link. */
function Notes({ link }: { link: Link }) {
  if (link.notes === null) return null
  return (
    <section class="card">
      <h2>Notes</h2>
      <p class="written">{link.notes}</p>
    </section>
  )
}
