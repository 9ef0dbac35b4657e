import type { ComponentChildren } from 'preact'

export type Column<Row> = {
  key: string
  label: string
  cell: (row: Row) => ComponentChildren
  isNumber?: boolean | undefined
  /** Link that sorts by this column; the state is in the URL. */
  sortHref?: string | undefined
  sorted?: 'ascending' | 'descending' | undefined
}

export type DataTableProps<Row> = {
  caption: ComponentChildren
  isCaptionHidden?: boolean | undefined
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  /** Adds a checkbox per row, named so, for a form around the table. */
  selection?: { name: string; labelOf: (row: Row) => string; selected?: string[] | undefined } | undefined
  whenEmpty?: ComponentChildren
  isHeaderSticky?: boolean | undefined
}

/** Said again, because a table laid out as blocks (narrow screens) loses what its elements mean in most browsers. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

/** On narrow screens each row becomes a small list with the column names beside the values; roles keep it a table to readers. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    isCaptionHidden,
    columns,
    rows,
    keyOf,
    selection,
    whenEmpty = 'Nothing to show.',
    isHeaderSticky,
  } = props
  return (
    <table class={isHeaderSticky ? 'data-table data-table-sticky' : 'data-table'} {...roles.table}>
      <caption class={isCaptionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          {selection && (
            <th scope="col" {...roles.columnheader} class="data-table-select">
              <span class="visually-hidden">Select</span>
            </th>
          )}
          {columns.map((column) => (
            <HeaderCell column={column} key={column.key} />
          ))}
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        {rows.length === 0 && (
          <tr {...roles.row}>
            <td {...roles.cell} class="data-table-empty" colSpan={columns.length + (selection ? 1 : 0)}>
              {whenEmpty}
            </td>
          </tr>
        )}
        {rows.map((row) => (
          <tr {...roles.row} key={keyOf(row)}>
            {selection && (
              <td {...roles.cell} class="data-table-select">
                <input
                  type="checkbox"
                  name={selection.name}
                  value={keyOf(row)}
                  checked={selection.selected?.includes(keyOf(row))}
                  aria-label={`Select ${selection.labelOf(row)}`}
                />
              </td>
            )}
            {columns.map((column, index) => (
              <BodyCell column={column} row={row} isRowHeader={index === 0} key={column.key} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  return (
    <th scope="col" {...roles.columnheader} class={column.isNumber ? 'number' : undefined} aria-sort={column.sorted}>
      {column.sortHref ? (
        <a class="data-table-sort" href={column.sortHref}>
          {column.label}
          <span aria-hidden="true">
            {column.sorted === 'ascending' ? ' ↑' : column.sorted === 'descending' ? ' ↓' : ''}
          </span>
        </a>
      ) : (
        column.label
      )}
    </th>
  )
}

function BodyCell<Row>({ column, row, isRowHeader }: { column: Column<Row>; row: Row; isRowHeader: boolean }) {
  const content = (
    <>
      <span class="data-table-label" aria-hidden="true">
        {column.label}
      </span>
      <span>{column.cell(row)}</span>
    </>
  )
  const numberClass = column.isNumber ? 'number' : undefined
  return isRowHeader ? (
    <th scope="row" {...roles.rowheader} class={numberClass}>
      {content}
    </th>
  ) : (
    <td {...roles.cell} class={numberClass}>
      {content}
    </td>
  )
}
