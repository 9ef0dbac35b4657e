// What is selected on the map, as a list of records beside it. Each list has an address of its own: a question like any other.
import { boxText } from './engine/cells.ts'
import type { Box } from './engine/question.ts'

/** Where the selected engagements are: their US side, their counterpart, or both for a line. */
export interface Selected {
  usWithin?: Box | undefined
  abroadWithin?: Box | undefined
}

interface Listed {
  meta: { total: number }
  rows: { id: string; title: string; kind: string; started: string; us: Party[]; counterparts: Party[] }[]
}
interface Party {
  name: string
}

const most = 50
let asking: AbortController | undefined

/** Fills and shows the panel. Resolves when the list stands, or another one has been asked for. */
export async function openSelection(
  panel: HTMLElement,
  selected: Selected,
  around: { question: URLSearchParams; onClose: () => void },
): Promise<void> {
  asking?.abort()
  asking = new AbortController()
  const parameters = new URLSearchParams(around.question)
  for (const [name, box] of Object.entries(selected)) if (box) parameters.set(name, boxText(box))
  const shown = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries({ limit: most, values: 1, arcs: 0 })) parameters.set(name, String(value))
  const answer = await fetch(`/api/v1/explore?${parameters}`, { signal: asking.signal }).catch(() => undefined)
  if (!answer?.ok) return
  const listed = (await answer.json()) as Listed // our own API, described by its OpenAPI document
  fill(panel, listed, { selected, address: `/map?${shown}`, onClose: around.onClose })
}

export function closeSelection(panel: HTMLElement): void {
  asking?.abort()
  panel.hidden = true
  panel.replaceChildren()
}

function fill(
  panel: HTMLElement,
  { meta, rows }: Listed,
  { selected, address, onClose }: { selected: Selected; address: string; onClose: () => void },
): void {
  const heading = make('h2', headingOf(meta.total, selected, rows[0]))
  heading.tabIndex = -1
  const close = make('button', '×')
  close.type = 'button'
  close.className = 'icon-button'
  close.setAttribute('aria-label', 'Close the list')
  close.addEventListener('click', onClose)
  const head = make('div')
  head.className = 'map-selection-head'
  head.append(heading, close)
  const list = make('ul')
  list.append(...rows.map(lineOf))
  const more = make('p')
  more.className = 'quiet'
  if (meta.total > rows.length) more.append(`The first ${rows.length} are listed. `)
  more.append(linkTo(`${address}&view=table`, 'Open as a table'), ' · ', linkTo(address, 'Show only these on the map'))
  for (const link of more.querySelectorAll('a')) link.dataset.soft = ''
  panel.replaceChildren(head, list, more)
  panel.hidden = false
}

function headingOf(
  total: number,
  { usWithin, abroadWithin }: Selected,
  first: Listed['rows'][number] | undefined,
): string {
  const counted = `${total.toLocaleString('en-US')} ${total === 1 ? 'engagement' : 'engagements'}`
  if (usWithin && abroadWithin && first) {
    const names = (parties: Party[]) => parties.map((party) => party.name).join(' and ')
    return `${counted} between ${names(first.us)} and ${names(first.counterparts)}`
  }
  return usWithin ? `${counted} of US governments here` : `${counted} with counterparts here`
}

function lineOf(row: Listed['rows'][number]): HTMLLIElement {
  const item = make('li')
  const details = [row.kind.replaceAll('-', ' '), row.started ? `begun ${row.started}` : 'beginning unknown']
  const small = make('span', ` ${details.join(', ')}`)
  small.className = 'quiet'
  item.append(linkTo(`/engagements/${row.id}`, row.title), small)
  return item
}

function linkTo(href: string, words: string): HTMLAnchorElement {
  const link = make('a', words)
  link.href = href
  return link
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, words = ''): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.textContent = words
  return element
}
