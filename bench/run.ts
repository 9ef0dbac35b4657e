/** `npm run bench -- NAME [options]` runs `bench/NAME/index.ts`, which exports `run` and says whether all bars are met. */
export {}

const [name, ...options] = process.argv.slice(2)
if (!name || !/^[a-z][a-z-]*$/.test(name)) {
  console.error('Say which benchmark to run: npm run bench -- atlas')
  process.exit(2)
}
// Each benchmark exports this one function.
const bench = (await import(`./${name}/index.ts`)) as { run: (options: string[]) => Promise<boolean> }
process.exitCode = (await bench.run(options)) ? 0 : 1
