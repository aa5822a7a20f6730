import type { Link } from '../../links/view.js'
import type { LinkFigures } from '../live/figures.js'
import { ImportedClicks } from '../parts/imported-clicks.js'
import { bareAddress, LinkName } from '../parts/link-name.js'
import { LinkState } from '../parts/link-state.js'
import { Live } from '../parts/live.js'
import { Moment } from '../parts/moment.js'
import { CompactShareBar } from '../parts/share-bar.js'
import { Tags } from '../parts/tags.js'
import { UserText } from '../parts/user-text.js'

/** One link of a list, with its numbers live. */
export function LinkEntry({ link, figures }: { link: Link; figures: LinkFigures }) {
  return (
    <li class="card link" data-live={link.slug}>
      <div>
        <h3>
          <a href={`/app/links/${link.slug}`}>
            <LinkName link={link} />
          </a>
        </h3>
        <p class="small muted">
          {bareAddress(link.shortUrl)} → <UserText text={bareAddress(link.url)} most={60} />
        </p>
        <p class="small muted link-facts">
          {link.account !== null && (
            <a href={`/app/accounts/${encodeURIComponent(link.account)}`}>
              <bdi>{link.account}</bdi>
            </a>
          )}
          <Moment at={link.tweet?.tweetedAt ?? link.createdAt} />
          <LinkState link={link} figures={figures} />
          <ImportedClicks link={link} />
          <Tags link={link} />
        </p>
        <CompactShareBar link={link} />
      </div>
      <dl class="link-figures">
        <div>
          <dt>clicks</dt>
          <dd>
            <Live figures={figures} name="clicks" />
          </dd>
        </div>
        <div>
          <dt>clickers</dt>
          <dd>
            <Live figures={figures} name="clickers" />
          </dd>
        </div>
        <div class="link-influence">
          <dt>influence</dt>
          <dd>
            <Live figures={figures} name="influence" />
          </dd>
          <dd class="small muted">
            <Live figures={figures} name="interval" />
          </dd>
        </div>
        <div class="link-people small muted">
          <dt class="unseen">in words</dt>
          <dd>
            <Live figures={figures} name="people" />
          </dd>
        </div>
      </dl>
    </li>
  )
}
