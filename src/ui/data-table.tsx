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
    <table class={isHeaderSticky ? 'data-table data-table-sticky' : 'data-table'} role="table">
      <caption class={isCaptionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {selection && (
            <th scope="col" role="columnheader" class="data-table-select">
              <span class="visually-hidden">Select</span>
            </th>
          )}
          {columns.map((column) => (
            <HeaderCell column={column} key={column.key} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.length === 0 && (
          <tr role="row">
            <td role="cell" class="data-table-empty" colSpan={columns.length + (selection ? 1 : 0)}>
              {whenEmpty}
            </td>
          </tr>
        )}
        {rows.map((row) => (
          <tr role="row" key={keyOf(row)}>
            {selection && (
              <td role="cell" class="data-table-select">
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
    <th scope="col" role="columnheader" class={column.isNumber ? 'number' : undefined} aria-sort={column.sorted}>
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
    <th scope="row" role="rowheader" class={numberClass}>
      {content}
    </th>
  ) : (
    <td role="cell" class={numberClass}>
      {content}
    </td>
  )
}
