import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  /** Heading; null above buttons. */
  title: ComponentChildren | null
  /** Names the cell on a card, where the heading is more than text. */
  label?: string
  cell: (row: Row, index: number) => ComponentChildren
  /** Class of the heading and all cells: `number`, `wide`, … */
  class?: string
  /** Class of the cells only. */
  cellClass?: string
  /** Its cells name their rows. */
  names?: boolean
  sorted?: boolean
}

/** A table with more columns is too wide for a phone. */
const mostOnPhone = 3
/** The class of columns that are only there where they have room. */
const roomy = 'roomy'

interface TableProps<Row> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row, index: number) => string | number
  class?: string
  /** Whether its rows are cards on a phone: by default if it has more than three columns. */
  cards?: boolean
  /**
   * Limits the height, with scrolling that also works by keyboard; the text says what is in the
   * table.
   */
  label?: string
}

/**
 * A table. On a phone the rows of a wide one are cards, with the heading of each cell inside; a
 * narrow one scrolls sideways if it must.
 */
export function Table<Row>({ columns, rows, keyOf, class: className, cards, label }: TableProps<Row>) {
  const isWide = cards ?? columns.filter(({ class: name }) => !name?.includes(roomy)).length > mostOnPhone
  const table = (
    <table class={[className, isWide && 'cards'].filter(Boolean).join(' ') || undefined}>
      <thead>
        <tr>
          {columns.map(({ title, class: name, sorted }, n) =>
            title === null ? (
              <td key={n} />
            ) : (
              <th key={n} scope="col" class={name} aria-sort={sorted ? 'descending' : undefined}>
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map((column, n) => {
              const name = [column.class, column.cellClass].filter(Boolean).join(' ') || undefined
              return column.names ? (
                <th key={n} scope="row" class={name}>
                  {column.cell(row, index)}
                </th>
              ) : (
                <td key={n} class={name} data-label={isWide ? labelOf(column) : undefined}>
                  {column.cell(row, index)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return label === undefined ? (
    <div class="scroll">{table}</div>
  ) : (
    <section class="scroll table-window" aria-label={label} tabIndex={0}>
      {table}
    </section>
  )
}

function labelOf<Row>({ label, title }: Column<Row>): string | undefined {
  return label ?? (typeof title === 'string' ? title : undefined)
}
