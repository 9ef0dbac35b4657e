import type { ComponentChildren } from 'preact'

/** Long reading. A `<MarginNote>` goes before its paragraph: beside it on wide screens, above it elsewhere. */
export function Prose({ children }: { children: ComponentChildren }) {
  return <div class="prose">{children}</div>
}

export function MarginNote({ mark, children }: { mark?: string | undefined; children: ComponentChildren }) {
  return (
    <aside class="margin-note">
      {mark && <span class="margin-note-mark">{mark}</span>} {children}
    </aside>
  )
}

export type HeroFigureProps = {
  src: string
  alt: string
  width: number
  height: number
  caption: ComponentChildren
  credit: ComponentChildren
  sources?: { srcSet: string; type: string }[]
}

/** The picture that opens a page; caption and credit are not optional. */
export function HeroFigure({ src, alt, width, height, caption, credit, sources = [] }: HeroFigureProps) {
  return (
    <figure class="hero-figure">
      <picture>
        {sources.map((source) => (
          <source srcSet={source.srcSet} type={source.type} key={source.type} />
        ))}
        <img src={src} alt={alt} width={width} height={height} fetchpriority="high" />
      </picture>
      <figcaption>
        {caption} <span class="hero-figure-credit">{credit}</span>
      </figcaption>
    </figure>
  )
}
