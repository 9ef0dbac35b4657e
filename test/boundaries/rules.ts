import type { IForbiddenRuleType } from 'dependency-cruiser'
import { modules } from '../../src/app/modules.ts'

// Bad examples live in a copy of the house below test/boundaries/bad; every rule reads both.
const house = '^(?:test/boundaries/bad/)?src'
const roles = '(?:pages(?:\\.tsx|/)|api\\.ts|jobs\\.ts|commands\\.ts|panels\\.tsx|service\\.ts)'

/** The walls of the house. Each has a bad example of the same name that must fire exactly once. */
export const rules: IForbiddenRuleType[] = [
  wall('platform-stands-alone', 'platform would be the same in another product', {
    from: { path: `${house}/platform/` },
    to: { path: `${house}/(?:kernel|modules|app|ui)/` },
  }),
  wall('ui-knows-no-domain', 'parts of the interface could ship in another product', {
    from: { path: `${house}/ui/` },
    to: { path: `${house}/(?:platform|kernel|modules|app)/` },
  }),
  wall('kernel-knows-no-module', 'what three modules share cannot depend on one of them', {
    from: { path: `${house}/kernel/` },
    to: { path: `${house}/(?:modules|app)/` },
  }),
  wall('modules-know-no-app', 'only the application knows every module', {
    from: { path: `${house}/modules/` },
    to: { path: `${house}/app/` },
  }),
  wall('service-doors-open-to-app-only', 'module.ts is opened by the application', {
    from: { pathNot: [`${house}/app/`, '^test/support/', '\\.test\\.tsx?$'] },
    to: { path: `${house}/modules/[^/]+/module\\.ts$` },
  }),
  wall('front-door-only', 'another module is reached through its index.ts', {
    from: { path: `${house}/modules/([^/]+)/` },
    to: { path: `${house}/modules/`, pathNot: [`${house}/modules/$1/`, `${house}/modules/[^/]+/index\\.ts$`] },
  }),
  ...modules.map(({ name, mayUse }) => order(name, mayUse)),
  order('upstairs', ['downstairs']),
  wall('questions-know-no-deeds', 'read.ts asks, it never writes and never renders', {
    from: { path: `${house}/.+/read\\.ts$` },
    to: { path: `${house}/(?:kernel|modules)/.+/(?:write\\.ts|${roles})` },
  }),
  wall('deeds-know-no-pages', 'write.ts does not know who asked', {
    from: { path: `${house}/.+/write\\.ts$` },
    to: { path: `${house}/(?:kernel|modules)/.+/${roles}` },
  }),
  wall('rules-are-pure', 'rules.ts decides without input or output', {
    from: { path: `${house}/(?:kernel|modules)/.+/rules\\.ts$` },
    to: {
      path: [
        `${house}/platform/(?:db|http|jobs|mail|live|log|lock|config)/`,
        `${house}/(?:kernel|modules)/.+/(?:read|write|table)\\.ts$`,
        `${house}/(?:kernel|modules)/.+/${roles}`,
        '^(?:node:)?(?:fs|net|http|https|child_process|worker_threads)$',
      ],
      dependencyTypesNot: ['type-only'],
    },
  }),
  wall('schemas-stand-first', 'schema.ts knows neither rules nor storage', {
    from: { path: `${house}/(?:kernel|modules)/.+/schema\\.ts$` },
    to: {
      path: `${house}/(?:kernel|modules)/.+/(?:(?:rules|read|write|table)\\.ts|${roles})`,
      dependencyTypesNot: ['type-only'],
    },
  }),
  wall('tables-are-private', 'columns are seen by read.ts and write.ts of their noun', {
    from: { path: `${house}/(.+)/`, pathNot: `${house}/.+/(?:read|write|table)\\.ts$` },
    to: { path: `${house}/(?:kernel|modules)/.+/table\\.ts$` },
  }),
  wall('tables-stay-in-their-noun', 'another noun asks, it does not look into tables', {
    from: { path: `${house}/((?:kernel|modules)/.+)/[^/]+$` },
    to: { path: `${house}/(?:kernel|modules)/.+/table\\.ts$`, pathNot: `${house}/$1/` },
  }),
  wall('mathematics-is-pure', 'the engine and the matcher run anywhere: they know only themselves', {
    from: { path: `${house}/modules/.+/(engine|matching|readers|formats)/`, pathNot: '\\.test\\.tsx?$' },
    to: {
      path: [`${house}/`, '^(?:node:)?(?:fs|net|http|child_process|worker_threads)$'],
      pathNot: `${house}/modules/.+/(?:engine|matching|readers|formats)/`,
    },
  }),
  wall('browser-code-stays-light', 'islands reach a browser: nothing of the server may come along', {
    from: { path: `${house}/.+\\.client\\.tsx?$` },
    to: { path: [`${house}/(?:platform|kernel|app)/`, `${house}/modules/.+/(?:read|write|table|service)\\.ts$`] },
  }),
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'one direction',
    from: { path: house },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
]

function wall(name: string, comment: string, sides: { from: object; to: object }): IForbiddenRuleType {
  return { name, comment, severity: 'error', ...sides } as IForbiddenRuleType // the union of rule types does not narrow by parts
}

/** Generated from src/app/modules.ts: a module uses those named for it, and no others. */
function order(name: string, mayUse: string[]): IForbiddenRuleType {
  const others = mayUse.length > 0 ? `(?!(?:${[name, ...mayUse].join('|')})/)` : `(?!${name}/)`
  return wall(`order-of-${name}`, `${name} may use ${mayUse.join(', ') || 'no other module'}`, {
    from: { path: `${house}/modules/${name}/` },
    to: { path: `${house}/modules/${others}[^/]+/index\\.ts$` },
  })
}
