import type { VNode } from 'preact'
import { z } from 'zod'
import { download, page, routes, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import type { ModuleDoor } from '#kernel/doors'
import { newTask } from '#kernel/proofs'
import { Page, type Routes } from '#platform/http'
import { siteMission, siteName } from '#platform/i18n'
import { sendPicture } from '#platform/pictures'
import { LinkButton, ShareCard } from '#ui'
import { AboutPage } from './about.tsx'
import { MethodPage } from './method.tsx'
import { pillars } from './pillars.ts'

/** The public face: the front page, and what this is and how it works. */
export const homePages = (modules: ModuleDoor[], publicUrl: string): Routes<Viewer> =>
  routes({
    '/': page(async ({ db, viewer }) => {
      const panels: VNode[] = []
      for (const module of modules) {
        const panel = await module.panels.home?.(db, viewer)
        if (panel) panels.push(panel)
      }
      const below: VNode[] = []
      for (const module of modules) {
        const panel = await module.panels.homeBelow?.(db, viewer)
        if (panel) below.push(panel)
      }
      return <HomePage panels={panels} below={below} publicUrl={publicUrl} />
    }),
    '/about': page(async ({ db }) => <AboutPage bodies={await listBodies(db)} />),
    '/challenge': download(z.object({}), async ({ db, clock }) =>
      Response.json(await newTask(db, clock.now()), { headers: { 'cache-control': 'no-store' } }),
    ),
    '/method': page(async () => <MethodPage />),
    '/cards/about.png': download(z.object({}), async () =>
      sendPicture(<ShareCard institution={siteName} type="About" title="About Legation" line={siteMission} />),
    ),
    '/cards/method.png': download(z.object({}), async () =>
      sendPicture(
        <ShareCard institution={siteName} type="Method" title="How we count, and how we know" line={siteMission} />,
      ),
    ),
  })

function HomePage({ panels, below, publicUrl }: { panels: VNode[]; below: VNode[]; publicUrl: string }) {
  return (
    <Page
      title="What American places do abroad"
      description="The open map of what US cities, counties, states and tribes do abroad, with the evidence for every sentence."
      canonical="/"
      card="A map of the ties on record."
      linkedData={{ '@context': 'https://schema.org', '@type': 'WebSite', name: siteName, url: publicUrl }}
    >
      <div class="wrap home">
        <header class="home-purpose">
          <h1>
            American cities, counties, states and tribes conduct diplomacy every day. Here is what they do, and how we
            know.
          </h1>
        </header>
        {panels}
        <section aria-labelledby="pillars">
          <h2 id="pillars">What we work on</h2>
          <ul class="pillars">
            {pillars.map((pillar) => (
              <li key={pillar.title}>
                <h3>{pillar.title}</h3>
                <p>{pillar.text}</p>
              </li>
            ))}
          </ul>
        </section>
        {below}
        <section aria-labelledby="take-part">
          <h2 id="take-part">Take part</h2>
          <div class="home-ways">
            <p>
              <strong>You know a tie we do not, or know that one has ended.</strong> Every record has a form for
              corrections; an editor reads each, answers, and keeps what was said before.{' '}
              <a href="/search">Find the record</a>
            </p>
            <p>
              <strong>You write or study.</strong> Download exactly what you see, cite it as of a day, embed the map, or
              ask the API. <a href="/data">Data and API</a>
            </p>
            <p>
              <strong>You want to know what is missing.</strong> A map without its blank spots misleads.{' '}
              <a href="/gaps">What we do not know</a>
            </p>
          </div>
          <p>
            <LinkButton href="/about" kind="secondary">
              About Legation
            </LinkButton>
          </p>
        </section>
      </div>
    </Page>
  )
}
