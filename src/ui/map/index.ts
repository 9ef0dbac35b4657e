// The browser's map. Import it from islands only: it needs a document and WebGL.
export * from './map.client.ts'
