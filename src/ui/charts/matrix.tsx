import type { ComponentChildren } from 'preact'
import { Legend } from '../legend.tsx'

export type MatrixLine = { key: string; label: string; href?: string | undefined }
export type MatrixProps = {
  caption: ComponentChildren
  what: string
  rows: MatrixLine[]
  columns: MatrixLine[]
  /** Undefined is "not known" and looks unlike zero. */
  countAt: (rowKey: string, columnKey: string) => number | undefined
  hrefOf?: ((rowKey: string, columnKey: string) => string | undefined) | undefined
  /** Adds a checkbox per row, named so, for a form around the matrix. */
  selection?: { name: string; selected?: string[] | undefined } | undefined
}

/** Rows by columns, each cell a number; the shade only repeats what the number says. */
export function Matrix({ caption, what, rows, columns, countAt, hrefOf, selection }: MatrixProps) {
  const values = rows.flatMap((row) => columns.map((column) => countAt(row.key, column.key) ?? 0))
  const steps = shadeSteps(Math.max(1, ...values))
  return (
    <div>
      <section class="scroll-sideways" tabIndex={0} aria-label={what}>
        <table class="matrix">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th scope="col" key={column.key}>
                  <LineLabel {...column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{selection ? <ChosenLine {...row} {...selection} /> : <LineLabel {...row} />}</th>
                {columns.map((column) => (
                  <MatrixCell
                    value={countAt(row.key, column.key)}
                    href={hrefOf?.(row.key, column.key)}
                    steps={steps}
                    key={column.key}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Legend
        title={what}
        items={steps.map((_, index) => ({ kind: 'shade', step: index + 1, label: rangeWords(steps, index) }))}
      />
    </div>
  )
}

function LineLabel({ label, href }: MatrixLine) {
  return href ? <a href={href}>{label}</a> : <span>{label}</span>
}

function ChosenLine({ name, selected, ...line }: MatrixLine & { name: string; selected?: string[] | undefined }) {
  return (
    <label class="matrix-choice">
      <input type="checkbox" name={name} value={line.key} checked={selected?.includes(line.key)} />
      <span>{line.label}</span>
    </label>
  )
}

function MatrixCell({ value, href, steps }: { value: number | undefined; href: string | undefined; steps: number[] }) {
  if (value === undefined) return <td class="shade-0">?</td>
  const shade = value === 0 ? 0 : steps.findIndex((step) => value <= step) + 1
  const words = value.toLocaleString('en-US')
  return <td class={`shade-${shade}`}>{href && value > 0 ? <a href={href}>{words}</a> : words}</td>
}

/** Upper ends of up to six classes, growing geometrically: counts of this kind have many ones and a few hundreds. */
export function shadeSteps(largest: number): number[] {
  if (largest <= 6) return Array.from({ length: Math.max(1, Math.ceil(largest)) }, (_, index) => index + 1)
  const ends = Array.from({ length: 6 }, (_, index) => Math.round(largest ** ((index + 1) / 6)))
  return [...new Set(ends)]
}

function rangeWords(steps: number[], index: number) {
  const low = index === 0 ? 1 : (steps[index - 1] ?? 0) + 1
  const high = steps[index] ?? low
  return low >= high ? high.toLocaleString('en-US') : `${low.toLocaleString('en-US')}–${high.toLocaleString('en-US')}`
}
