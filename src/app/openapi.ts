import { z } from 'zod'
import type { Viewer } from '#kernel/access'
import type { Endpoint, Route, Routes } from '#platform/http'

type Schema = Record<string, unknown>
type Described = Endpoint<Viewer> | Extract<Route<Viewer>, { kind: 'download' }>

/** OpenAPI 3.1 description of every operation, made from the very schemas that check the requests. */
export function openApiOf(tables: Routes<Viewer>[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [key, route] of tables.flatMap((table) => Object.entries(table))) {
    if (route.kind !== 'endpoint' && !(route.kind === 'download' && route.about)) continue
    const [method, address] = key.includes(' ') ? (key.split(' ') as [string, string]) : ['GET', key] // a method and a path
    const path = address.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route, address) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Legation API',
      version,
      description:
        'Every list says what is counted, of how many, as of when and as known when. Problems follow RFC 9457.',
      license: { name: 'Data: see the license of each source', url: '/data' },
    },
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}

const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'What happened and what to do' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Never changes' },
    requestId: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

function operationOf(route: Described, address: string): object {
  const pathParameters = [...address.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const problem = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return {
    summary: route.kind === 'download' ? route.about?.summary : route.summary,
    parameters: [...pathParameters, ...(route.query ? queryParameters(route.query) : [])],
    ...(route.kind === 'endpoint' && route.input
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.input, 'input') } },
          },
        }
      : {}),
    responses: {
      [String((route.kind === 'endpoint' && route.status) || 200)]: {
        description: 'What was asked for',
        content:
          route.kind === 'download'
            ? { [route.about?.type ?? 'application/octet-stream']: {} }
            : { 'application/json': { schema: jsonSchema(route.returns, 'output') } },
      },
      '4XX': problem,
    },
  }
}

function queryParameters(query: z.ZodType<unknown>): object[] {
  const schema = jsonSchema(query, 'input')
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(property.description ? { description: property.description } : {}),
    schema: property,
  }))
}

function jsonSchema(schema: z.ZodType<unknown>, io: 'input' | 'output'): Schema {
  // Values that JSON cannot say (dates as objects, transforms) appear as "anything" rather than stopping the description.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema // its return type is wider
  return rest
}
