import type { ComponentChildren, VNode } from 'preact'
import { Fragment } from 'preact'
import { BarChart, HeroFigure, MarginNote, Prose } from '#ui'
import { isNote, nodesOf, wordsOf } from '../../nodes/rules.ts'
import { headingsOf, noteLineOf } from '../rules.ts'
import type { Heading, TextDocument, TextMark, TextNode } from '../schema.ts'

export interface FigureAttributes {
  kind: string
  reference: string
  asOf: string
  says: string
}

/** Where a figure can be asked for again, and what it says there by now. */
export type FigureOf = (attrs: FigureAttributes) => { href?: string; now?: string }

/** The day (in words) on which a source at an address was captured; undefined where none was. */
export type CapturedOn = (href: string) => string | undefined

interface Drawing {
  figureOf: FigureOf
  capturedOn: CapturedOn
  /** Of notes and of tables, which are told apart by it. */
  numberOf: Map<TextNode, number>
  headingOf: Map<TextNode, Heading>
}

/** The text of a work; notes stand beside the paragraph that calls them. */
export function TextView(props: { text: TextDocument; figureOf: FigureOf; capturedOn?: CapturedOn | undefined }) {
  const { text, figureOf, capturedOn = () => undefined } = props
  const nodes = [...nodesOf(text)]
  const noted = nodes.filter(isNote)
  const headings = headingsOf(text)
  const drawing: Drawing = {
    figureOf,
    capturedOn,
    numberOf: new Map(
      [noted, nodes.filter(({ type }) => type === 'table')].flatMap((of) => of.map((node, at) => [node, at + 1])),
    ),
    headingOf: new Map(
      nodes
        .filter(({ type }) => type === 'heading')
        .flatMap((node, at) => (headings[at] ? [[node, headings[at]]] : [])),
    ),
  }
  return <Prose>{text.content.map((node, at) => drawBlock(node, drawing, at))}</Prose>
}

function drawBlock(node: TextNode, drawing: Drawing, key: number): VNode {
  const notes = node.type === 'paragraph' || node.type === 'heading' ? (node.content ?? []).filter(isNote) : []
  return (
    <Fragment key={key}>
      {notes.map((note) => (
        <Note note={note} drawing={drawing} key={drawing.numberOf.get(note)} />
      ))}
      <Block node={node} drawing={drawing} />
    </Fragment>
  )
}

function Note({ note, drawing }: { note: TextNode; drawing: Drawing }) {
  const number = drawing.numberOf.get(note) ?? 0
  return (
    <div id={`note-${number}`} class="text-note">
      <MarginNote mark={String(number)}>
        <WordsView nodes={noteLineOf(note)} capturedOn={drawing.capturedOn} />{' '}
        <a href={`#call-${number}`} class="text-note-back" aria-label={`Back to where note ${number} is called`}>
          ↩
        </a>
      </MarginNote>
    </div>
  )
}

function Block({ node, drawing }: { node: TextNode; drawing: Drawing }) {
  const blocks = () => (node.content ?? []).map((child, at) => drawBlock(child, drawing, at))
  const words = () => (node.content ?? []).map((child, at) => <Inline node={child} drawing={drawing} key={at} />)
  switch (node.type) {
    case 'heading': {
      const heading = drawing.headingOf.get(node)
      const Level = levels[heading?.level ?? 2] ?? 'h2'
      return <Level id={heading?.anchor}>{words()}</Level>
    }
    case 'bulletList':
      return <ul>{blocks()}</ul>
    case 'orderedList':
      return <ol start={Number(node.attrs?.start ?? 1)}>{blocks()}</ol>
    case 'listItem':
      return <li>{blocks()}</li>
    case 'blockquote':
      return <blockquote>{blocks()}</blockquote>
    case 'pullQuote':
      return <figure class="text-pull-quote">{blocks()}</figure>
    case 'aside':
      return <aside class="text-aside">{blocks()}</aside>
    case 'codeBlock':
      return (
        <pre tabIndex={0}>
          <code>{words()}</code>
        </pre>
      )
    case 'horizontalRule':
      return <hr />
    case 'picture':
      return <PictureView node={node} />
    case 'embedded':
      return (
        <figure class="text-embed">
          {node.attrs?.drawing as VNode | undefined /* of the answer that stands here, see embeds/rules.ts */}
          {(node.content ?? []).map((child, at) =>
            child.type === 'table' && node.attrs?.isBars ? (
              <Bars table={child} key={at} />
            ) : (
              drawBlock(child, drawing, at)
            ),
          )}
        </figure>
      )
    case 'table':
      return (
        <div class="text-table" role="region" aria-label={`Table ${drawing.numberOf.get(node)}`} tabIndex={0}>
          <table>{blocks()}</table>
        </div>
      )
    case 'tableRow':
      return <tr>{blocks()}</tr>
    case 'tableHeader':
      return (
        <th scope="col" {...spansOf(node)}>
          {blocks()}
        </th>
      )
    case 'tableCell':
      return <td {...spansOf(node)}>{blocks()}</td>
    default:
      return node.attrs?.isSource ? (
        <p>
          <WordsView nodes={node.content ?? []} capturedOn={drawing.capturedOn} />
        </p>
      ) : (
        <p>{words()}</p>
      )
  }
}

/** With its measures, so that nothing moves when it comes; without a source only its words are there. */
export function PictureView({ node: { attrs = {} }, isFirst = false }: { node: TextNode; isFirst?: boolean }) {
  const said = (name: string) => String(attrs[name] ?? '')
  const [src, width, height] = [said('src'), Number(attrs.width), Number(attrs.height)]
  const [alternative, caption, credit] = [said('alternative'), said('caption'), said('credit')]
  if (isFirst && src) return <HeroFigure {...{ src, width, height, caption, credit }} alt={alternative} />
  return (
    <figure class="text-picture">
      {src && <img {...{ src, width, height }} alt={alternative} loading="lazy" decoding="async" />}
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <span class="hero-figure-credit">{credit}</span>}
        </figcaption>
      )}
    </figure>
  )
}

/** A table of two columns as bars; the words are the same. */
function Bars({ table: { content: [head, ...rows] = [] } }: { table: TextNode }) {
  return (
    <BarChart
      caption={(head?.content ?? []).map(wordsOf).join(' · ')}
      rows={rows.map(({ content: [label, value] = [] }) => ({
        key: label ? wordsOf(label) : '',
        label: label ? wordsOf(label) : '',
        value: Number((value ? wordsOf(value) : '0').replaceAll(',', '')),
        words: value ? wordsOf(value) : '',
      }))}
    />
  )
}

const levels: Record<number, 'h2' | 'h3' | 'h4'> = { 2: 'h2', 3: 'h3', 4: 'h4' }

const spansOf = ({ attrs }: TextNode) => ({
  ...(Number(attrs?.colspan ?? 1) > 1 ? { colSpan: Number(attrs?.colspan) } : {}),
  ...(Number(attrs?.rowspan ?? 1) > 1 ? { rowSpan: Number(attrs?.rowspan) } : {}),
})

function Inline({ node, drawing }: { node: TextNode; drawing: Drawing }) {
  if (node.type === 'hardBreak') return <br />
  if (isNote(node)) {
    const number = drawing.numberOf.get(node)
    return (
      <sup>
        <a href={`#note-${number}`} id={`call-${number}`} aria-label={`Note ${number}`}>
          {number}
        </a>
      </sup>
    )
  }
  if (node.type === 'evidence') return <Evidence node={node} drawing={drawing} />
  return <WordsView nodes={[node]} />
}

/** Words with their manners, without notes and figures; beside a link, when the source there was captured. */
export function WordsView({ nodes, capturedOn }: { nodes: readonly TextNode[]; capturedOn?: CapturedOn }) {
  return (
    <>
      {nodes.map(({ text, marks = [] }, at) => {
        const href = marks.find(({ type }) => type === 'link')?.attrs?.href
        const day = href === undefined ? undefined : capturedOn?.(String(href))
        return (
          <Fragment key={at}>
            {marks.reduceRight<ComponentChildren>((inner, mark) => marked(mark, inner), text)}
            {day && <span class="quiet"> (captured on {day})</span>}
          </Fragment>
        )
      })}
    </>
  )
}

function Evidence({ node, drawing }: { node: TextNode; drawing: Drawing }) {
  const attrs = node.attrs as unknown as FigureAttributes // out of `readText`, whose schema names them
  const { href, now } = drawing.figureOf(attrs)
  return (
    <>
      {href ? (
        <a href={href} class="text-evidence" title={`As of ${attrs.asOf}: open the evidence`}>
          {attrs.says}
        </a>
      ) : (
        attrs.says
      )}
      {now !== undefined && now !== attrs.says && <span class="text-evidence-now"> (now {now})</span>}
    </>
  )
}

function marked(mark: TextMark, inner: ComponentChildren): ComponentChildren {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'strike':
      return <s>{inner}</s>
    case 'code':
      return <code>{inner}</code>
    case 'link':
      return <a href={String(mark.attrs?.href)}>{inner}</a>
    default:
      return inner
  }
}
