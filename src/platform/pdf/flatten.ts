import { type ComponentChild, Fragment, isValidElement, type VNode } from 'preact'
import { Page, type PageHead } from '#platform/http'
import { svgOf } from '#platform/pictures'
import type { Block, Inline, Run } from './blocks.ts'

/** A page as it would be printed: its head and, in reading order, what is no control. */
export interface Printed {
  head: PageHead
  blocks: Block[]
}

/** Reads a page's tree of components. Pages are functions of their properties, without state, so each is simply called. */
export function flattenPage(page: VNode): Printed {
  const root = unwrap(page)
  if (!isValidElement(root) || root.type !== Page) throw new Error('flattenPage: this is not a page')
  const { children, ...head } = root.props as PageHead & { children: ComponentChild } // the properties of Page
  return { head, blocks: blocksOf(children) }
}

interface Element {
  tag: string
  properties: Record<string, unknown>
  children: ComponentChild
}

/** Calls components until something is left that is an element, text, a list or nothing. */
function unwrap(child: ComponentChild): ComponentChild {
  let found = child
  while (isValidElement(found) && typeof found.type === 'function' && found.type !== Page && found.type !== Fragment) {
    const component = found.type as (properties: unknown) => ComponentChild // the house has no class components
    found = component(found.props)
  }
  return found
}

function elementOf(child: ComponentChild): Element | undefined {
  if (!isValidElement(child) || typeof child.type !== 'string') return undefined
  const properties = child.props as Record<string, unknown> // any element has properties
  return { tag: child.type, properties, children: properties.children as ComponentChild } // what JSX puts there
}

/** Lists and fragments opened, components called, what is hidden in print left out. */
function each(children: ComponentChild): ComponentChild[] {
  const found = unwrap(children)
  if (Array.isArray(found)) return found.flatMap(each)
  if (isValidElement(found) && found.type === Fragment)
    return each((found.props as { children?: ComponentChild }).children) // a fragment has nothing but children
  const element = elementOf(found)
  return element && isLeftOut(element) ? [] : [found]
}

const controls = new Set(['button', 'form', 'input', 'nav', 'script', 'select', 'template', 'textarea'])
const unprinted = ['no-print', 'visually-hidden', 'button', 'icon']

/** What paper cannot use: controls, ornaments, what is folded away. */
function isLeftOut({ tag, properties }: Element): boolean {
  const classes = String(properties.class ?? '').split(' ')
  return (
    controls.has(tag) ||
    (tag === 'details' && !properties.open) ||
    properties.hidden === true ||
    (tag !== 'svg' && String(properties['aria-hidden']) === 'true') ||
    unprinted.some((name) => classes.includes(name))
  )
}

// Drawings with words of their own stand alone; those without are part of a line.
const isPicture = ({ tag, properties }: Element) => tag === 'svg' && properties['aria-label'] !== undefined

const breaking = new Set(
  'address article aside blockquote details div dl figcaption figure footer h1 h2 h3 h4 header li main ol p section summary table ul'.split(
    ' ',
  ),
)
const headings: Record<string, number> = { h1: 1, h2: 2, h3: 3, h4: 3 }

function blocksOf(children: ComponentChild): Block[] {
  const blocks: Block[] = []
  let line: Inline = []
  const end = () => {
    const text = trimmed(line)
    if (text.length > 0) blocks.push({ kind: 'paragraph', text })
    line = []
  }
  let isAfterSpan = false
  for (const child of each(children)) {
    const element = elementOf(child)
    if (!element || !(breaking.has(element.tag) || isPicture(element))) {
      if (element?.tag === 'span' && isAfterSpan) line.push({ text: ' · ' })
      line.push(...runsOf(child, {}))
      // A style sheet keeps neighbors apart that stand next to each other in the text.
      isAfterSpan = element?.tag === 'span'
      continue
    }
    isAfterSpan = false
    end()
    blocks.push(...blockOf(element, child))
  }
  end()
  return blocks
}

function blockOf({ tag, properties, children }: Element, child: ComponentChild): Block[] {
  const level = headings[tag]
  if (level !== undefined) return withText(trimmed(inlineOf(children)), (text) => ({ kind: 'heading', level, text }))
  switch (tag) {
    case 'ul':
    case 'ol':
      return listOf(children, tag === 'ol')
    case 'dl':
      return [{ kind: 'facts', entries: entriesOf(children) }].filter(({ entries }) => entries.length > 0) as Block[]
    case 'table':
      return [tableOf(children)]
    case 'blockquote':
      return withText(trimmed(inlineOf(children)), (text) => ({ kind: 'quote', text }))
    case 'svg':
      return pictureOf(child, properties)
    default:
      return blocksOf(children)
  }
}

const withText = (text: Inline, make: (text: Inline) => Block): Block[] => (text.length > 0 ? [make(text)] : [])

function listOf(children: ComponentChild, isNumbered: boolean): Block[] {
  const entries = elements(children, 'li')
  const items = entries.map(({ children: own }) => blocksOf(own)).filter((blocks) => blocks.length > 0)
  // Items with numbers of their own say them in their words.
  if (entries.some(({ properties }) => properties.value !== undefined)) return items.flat()
  return items.length > 0 ? [{ kind: 'list', isNumbered, items }] : []
}

/** Terms and what is said of each; entries may be wrapped in a `div`, as HTML allows. */
function entriesOf(children: ComponentChild): { term: Inline; value: Block[] }[] {
  const entries: { term: Inline; value: Block[] }[] = []
  for (const child of each(children)) {
    const element = elementOf(child)
    if (!element) continue
    if (element.tag === 'div') entries.push(...entriesOf(element.children))
    else if (element.tag === 'dt') entries.push({ term: trimmed(inlineOf(element.children)), value: [] })
    else if (element.tag === 'dd') entries.at(-1)?.value.push(...blocksOf(element.children))
  }
  return entries
}

function tableOf(children: ComponentChild): Block {
  const [caption] = elements(children, 'caption')
  const rowsIn = (tag: string) =>
    elements(children, tag)
      .flatMap((part) => elements(part.children, 'tr'))
      .map((row) => elements(row.children, 'th', 'td').map((cell) => trimmed(inlineOf(cell.children))))
  const [head = []] = rowsIn('thead')
  const rows = rowsIn('tbody').map((row) => [...row, ...head.slice(row.length).map((): Inline => [])])
  return { kind: 'table', caption: trimmed(inlineOf(caption?.children)), head, rows }
}

function pictureOf(child: ComponentChild, properties: Record<string, unknown>): Block[] {
  const alternative = properties['aria-label']
  if (typeof alternative !== 'string' || !isValidElement(child)) return [] // an ornament says nothing on paper
  return [{ kind: 'picture', svg: svgOf(child), alternative }]
}

function elements(children: ComponentChild, ...tags: string[]): Element[] {
  return each(children).flatMap((child) => {
    const element = elementOf(child)
    return element && tags.includes(element.tag) ? [element] : []
  })
}

/** Signs of a legend are kept, since words refer to them; other small drawings beside words are ornaments. */
function signOf(child: ComponentChild): Inline {
  const svg = isValidElement(child) ? svgOf(child) : ''
  return /class="(?:stroke-hue|fill-shade|legend-size)/.test(svg) ? [{ text: ' ', sign: svg }] : []
}

const manners: Record<string, Run['manner']> = {
  ...{ strong: 'strong', b: 'strong', em: 'emphasis', i: 'emphasis', cite: 'emphasis' },
  ...{ code: 'code', sup: 'raised', small: 'quiet', del: 'struck' },
}

function runsOf(child: ComponentChild, around: Omit<Run, 'text'>): Inline {
  const found = unwrap(child)
  if (typeof found === 'string' || typeof found === 'number') return [{ ...around, text: String(found) }]
  const element = elementOf(found)
  if (!element) return []
  if (element.tag === 'br') return [{ ...around, text: '\n' }]
  if (element.tag === 'svg') return signOf(found)
  const { href } = element.properties
  const manner = manners[element.tag] ?? around.manner
  return each(element.children).flatMap((inner) =>
    runsOf(inner, {
      ...(manner ? { manner } : {}),
      ...(around.href ? { href: around.href } : {}),
      // Addresses within the page lead nowhere on paper.
      ...(element.tag === 'a' && typeof href === 'string' && !href.startsWith('#') ? { href } : {}),
    }),
  )
}

/** All text within, blocks one after the other with a space between. */
function inlineOf(children: ComponentChild): Inline {
  return each(children).flatMap((child): Inline => {
    const element = elementOf(child)
    return element && breaking.has(element.tag)
      ? [{ text: ' ' }, ...inlineOf(element.children), { text: ' ' }]
      : runsOf(child, {})
  })
}

/** White space as HTML shows it: one space, none at the ends. */
function trimmed(line: Inline): Inline {
  const runs: Inline = []
  for (const run of line) {
    const text = run.text.replaceAll(/[ \t\r\n]+/g, ' ')
    const last = runs.at(-1)
    const joined = !last || last.text.endsWith(' ') ? text.replace(/^ /, '') : text
    if (joined !== '' || run.sign) runs.push({ ...run, text: joined })
  }
  const last = runs.at(-1)
  if (last) last.text = last.text.replace(/ $/, '')
  return runs.filter(({ text, sign }) => text !== '' || sign)
}
