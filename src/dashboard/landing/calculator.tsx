import type { FormState } from '../form.js'
import { Field } from '../parts/form.js'
import type { Calculation } from './calculate.js'
import { Result } from './result.js'

interface CalculatorProps {
  form: FormState
  /** Null while a number is invalid. */
  calculation: Calculation | null
}

/**
 * Two accounts with a tweet each, and what their followers are worth. A script keeps #result up to
 * date.
 */
export function Calculator({ form, calculation }: CalculatorProps) {
  return (
    <section class="card" aria-labelledby="try">
      <h2 id="try">Try it: two accounts, one tweet each</h2>
      <form method="get" action="/" id="calculator">
        <div class="pair">
          <Numbers name="A" form={form} />
          <Numbers name="B" form={form} />
        </div>
        <button type="submit">Compare</button>
      </form>
      <div id="result" aria-live="polite">
        {calculation === null ? (
          <p class="empty">Enter four whole numbers to see the answer.</p>
        ) : (
          <Result calculation={calculation} />
        )}
      </div>
    </section>
  )
}

function Numbers({ name, form }: { name: 'A' | 'B'; form: FormState }) {
  const common = { state: form, required: true, inputMode: 'numeric', autocomplete: 'off' } as const
  return (
    <fieldset>
      <legend>Account {name}</legend>
      <Field name={`followers${name}`} label="Followers" {...common} />
      <Field name={`clicks${name}`} label="Clickers" {...common} />
    </fieldset>
  )
}
