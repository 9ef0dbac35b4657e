import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** What a page says about itself to the document around it. */
export interface PageHead {
  title: string
  description?: string
  /** Names of islands (`atlas/explore/map`): their scripts are loaded, nothing else is. */
  islands?: string[]
  /** Extra style sheets by public address, for islands that bring their own. */
  styles?: string[]
  /** Alternate forms of the same record: feeds, JSON, GeoJSON. */
  alternates?: { type: string; href: string; title: string }[]
  /** schema.org or DCAT description, printed as JSON-LD. */
  linkedData?: object
  canonical?: string
  /** What a page says of itself by name, such as the `citation_*` of Highwire Press that reference managers and Scholar read. */
  named?: [name: string, content: string][]
  /** Typed links to what belongs to the page (signposting.org, FAIR level 1). */
  signposts?: { rel: string; href: string; type?: string }[]
  /** A text with authors and a date, not a part of the site. */
  isArticle?: boolean
  /** What the share card shows beside title and facts; its address is that of the page below `/cards`. */
  card?: string
  robots?: 'noindex'
  /**
   * `bare` leaves out masthead and footer, for embeds; `wide` lets the content use the whole width; `none` is the content alone,
   * for a page that puts it in place of its own.
   */
  frame?: 'bare' | 'wide' | 'none'
}

export const HeadContext = createContext<{ head: PageHead | undefined }>({ head: undefined })

/** The root of every page: names the document and holds its main content. */
export function Page({ children, ...head }: PageHead & { children: ComponentChildren }) {
  useContext(HeadContext).head = head
  return <>{children}</>
}
