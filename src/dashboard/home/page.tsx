import type { Choice } from '../../accounts/handles.js'
import type { BackupStatus } from '../../backup/status.js'
import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { CopyField } from '../parts/copy.js'
import { Field, Form } from '../parts/form.js'
import { IfMay } from '../parts/if-may.js'
import { Moment } from '../parts/moment.js'
import { NativeShare } from '../parts/native-share.js'
import { Qr } from '../parts/qr.js'
import { RestoreForm } from '../parts/restore-form.js'
import { ComposeButtons } from '../parts/share-bar.js'
import { AttachForm } from '../tweet/attach.js'
import { useView } from '../view.js'
import { LatestLinks } from './latest-links.js'
import type { LinkList } from './list.js'
import { NewLinkForm } from './new-link-form.js'

export interface Made {
  link: Link
  /** Asks how many followers its account has; null without an account, or if that is known. */
  followers: FormState | null
}

interface HomePageProps {
  form: FormState
  accounts: Choice[]
  /** The link this viewer has just created. */
  made: Made | null
  /** The slug of the link this viewer has just deleted. */
  deleted: string | null
  list: LinkList
  /** What is wrong with the address of the short links. */
  trouble: string | null
  /** The last backup that the service wrote by itself, if it failed. */
  failedBackup: BackupStatus['failed']
}

export function HomePage({ form, accounts, made, deleted, list, trouble, failedBackup }: HomePageProps) {
  const { baseUrl } = useView()
  return (
    <Layout title="Links" scripts={['live']}>
      {deleted !== null && (
        <div class="notice" role="status">
          <p>{`${baseUrl}/${deleted} is deleted: people who open it see that it is gone.`}</p>
          <RestoreForm slug={deleted} />
        </div>
      )}
      {made !== null && <MadeLink {...made} />}
      {trouble !== null && <p class="notice">{trouble}</p>}
      {failedBackup !== null && (
        <IfMay right="service">
          <FailedBackup {...failedBackup} />
        </IfMay>
      )}
      <NewLinkForm form={form} accounts={accounts} />
      <LatestLinks list={list} />
    </Layout>
  )
}

/** What an admin has to mend, until the next backup is good. */
function FailedBackup({ at, problem }: NonNullable<BackupStatus['failed']>) {
  return (
    <p class="notice" id="failed-backup">
      The backup of <Moment at={at} /> failed: {problem} It is tried again every ten minutes.{' '}
      <a href="/help/operation#backup">About backups</a>
    </p>
  )
}

/** The link just created, with everything to do next. */
function MadeLink({ link, followers }: Made) {
  return (
    <section class="card with-qr made">
      <div class="beside-qr">
        <h2>Your link is ready</h2>
        <CopyField label="Your short link" value={link.shortUrl} />
        <p class="row">
          <ComposeButtons link={link} primary />
          <NativeShare text={link.tweet?.text ?? null} address={link.shortUrl} />
          <a class="button quiet" href={`/app/links/${link.slug}`}>
            See its page
          </a>
        </p>
        {followers !== null && <AskFollowers link={link} form={followers} />}
        <details>
          <summary>Already tweeted?</summary>
          <AttachForm link={link} form={freshForm()} />
        </details>
      </div>
      <Qr address={link.shortUrl} />
    </section>
  )
}

function AskFollowers({ link, form }: { link: Link; form: FormState }) {
  return (
    <Form needs="accounts" action="/app/followers" state={form} fields={['followers']}>
      <input type="hidden" name="made" value={link.slug} />
      <Field
        name="followers"
        id="followers-of-made"
        label={`How many follow ${link.account}?`}
        state={form}
        required
        inputMode="numeric"
        autocomplete="off"
        hint="Not counted yet. Without the number, no influence can be measured."
      />
      <button type="submit" class="quiet">
        Save
      </button>
    </Form>
  )
}
