import { describeBadge } from '../../badge/content.js'
import { longestLabel, styles } from '../../badge/options.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { CopyField } from '../parts/copy.js'
import { Field, Form } from '../parts/form.js'
import { Select } from '../parts/select.js'
import { pathsOf } from '../public/addresses.js'
import { useView } from '../view.js'
import { badgeCodes } from './codes.js'
import { choices, type Design } from './design.js'
import { Gallery } from './gallery.js'
import type { Subject } from './subject.js'

interface BadgesPageProps {
  form: FormState
  design: Design
  subject: Subject | null
  /** Names of accounts and links to choose from. */
  offered: string[]
}

/** Designs a badge, and gives the code to paste. */
export function BadgesPage({ form, design, subject, offered }: BadgesPageProps) {
  return (
    <Layout title="Badges" scripts={['badges']}>
      <h1>Badges</h1>
      <p class="lead">
        A small picture with a number that stays up to date, for your blog, your profile or a README.
      </p>
      <div class="grid">
        <form id="designer" method="get" action="/app/badges" class="card">
          <Look form={form} offered={offered} />
          <button type="submit">Apply</button>
        </form>
        <div id="result" aria-live="polite">
          {subject === null ? (
            <p class="card empty">
              {offered.length === 0
                ? 'Make a link or an account first, then design its badge here.'
                : 'Choose a link or an account.'}
            </p>
          ) : (
            <Result subject={subject} design={design} typed={form.values} />
          )}
        </div>
      </div>
    </Layout>
  )
}

function Look({ form, offered }: { form: FormState; offered: string[] }) {
  return (
    <>
      <Field
        name="of"
        label="Link or account"
        state={form}
        required
        list="offered"
        maxLength={400}
        hint="The slug of a link, or an account's handle with its @."
      />
      <datalist id="offered">
        {offered.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Select
        name="metric"
        label="Number"
        state={form}
        options={[
          ['', 'Influence'],
          ['followersWhoClick', 'Followers who click'],
          ['clickers', 'Clickers: people who clicked'],
          ['clicks', 'Clicks'],
        ]}
      />
      <Select
        name="style"
        label="Style"
        state={form}
        options={[['', 'flat'], ...styles.slice(1).map(style => [style, style] as const)]}
      />
      <Field
        name="label"
        label="Label"
        state={form}
        maxLength={longestLabel}
        hint="If left empty, it names the number."
      />
      <Field name="color" label="Colour" type="color" state={form} />
      <Field name="labelColor" label="Colour of the label" type="color" state={form} />
      <Select
        name="theme"
        label="Theme of the embed"
        state={form}
        options={[
          ['auto', 'Auto: as the page around it'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
      />
    </>
  )
}

interface ResultProps {
  subject: Subject
  design: Design
  typed: Readonly<Record<string, string>>
}

function Result({ subject: { name, public: isPublic }, design, typed }: ResultProps) {
  const { baseUrl } = useView()
  const { badge, page } = pathsOf(name)
  const { query, metric } = design
  const shows = describeBadge(name, metric)
  return (
    <section class="card">
      <h2>
        Preview <span class="muted">{name}</span>
      </h2>
      {isPublic ? (
        <>
          <p class="badge-preview">
            <img src={query === '' ? badge : `${badge}?${query}`} alt={shows} />
          </p>
          <p class="small">
            It leads to <a href={page}>the public page</a>.
          </p>
          <Gallery name={name} design={design} shows={shows} />
        </>
      ) : (
        <Form needs="accounts" action="/app/badges/publish">
          <p class="notice">
            {name} is private: its badge says only “not found”. Once it is public, everybody can see its
            numbers.
          </p>
          {['of', ...choices].map(field => (
            <input
              key={field}
              type="hidden"
              name={field}
              value={field === 'of' ? name : (typed[field] ?? '')}
            />
          ))}
          <button type="submit">Make it public</button>
        </Form>
      )}
      {badgeCodes(name, design, baseUrl).map(([place, code]) => (
        <div key={place} class="field">
          <p class="field-name">{place}</p>
          <CopyField label={place} value={code} />
        </div>
      ))}
    </section>
  )
}
