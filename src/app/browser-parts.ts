import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetFiles, readStyles } from '#ui'
import { prepareBasemap } from '#ui/basemap'
import { folderAssets, keepAssets } from './assets.ts'
import { buildIslands, type Islands } from './islands.ts'

/** Everything that browsers load beside pages: one style sheet, fonts, islands, basemap; all from this site. */
export interface BrowserParts {
  stylesheet: string
  islands: Islands
  answer(path: string, acceptsGzip: boolean): Response | undefined
}

/** Builds what has changed since the last start (islands, basemap) and keeps the small files in memory. */
export async function prepareBrowserParts(root: string, say: (line: string) => void): Promise<BrowserParts> {
  const islandFolder = join(root, 'dist/islands')
  const islands = await buildIslands(root, islandFolder, say)
  const basemapFolder = join(root, 'dist/basemap')
  await prepareBasemap(basemapFolder)
  const sheets = ['site.css', 'people.css'].map((name) => readFileSync(join(root, 'src/app/shell', name), 'utf8'))
  const styles = [readStyles(), ...sheets].join('\n')
  const kept = keepAssets(styles, assetFiles)
  const islandFiles = folderAssets(islandFolder, '/assets/islands/')
  const basemapFiles = folderAssets(basemapFolder, '/assets/basemap/')
  return {
    stylesheet: kept.stylesheet,
    islands,
    answer: (path, acceptsGzip) =>
      kept.answer(path, acceptsGzip) ?? islandFiles(path, acceptsGzip) ?? basemapFiles(path, acceptsGzip),
  }
}
