import { page, routes, type Viewer } from '#kernel/access'
import type { ModuleDoor } from '#kernel/doors'
import { Page, type Routes } from '#platform/http'

export const homePages = (modules: ModuleDoor[], publicUrl: string): Routes<Viewer> =>
  routes({
    '/': page(async ({ db, viewer }) => {
      const panels = []
      for (const module of modules) panels.push(await module.panels.home?.(db, viewer))
      return (
        <Page title="What American places do abroad" description="Home" canonical="/" linkedData={{ url: publicUrl }}>
          {panels}
        </Page>
      )
    }),
  })
