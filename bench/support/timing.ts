/** On a machine that others use too, this says what the work itself takes. No bar is judged by it. */
export function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

export function timed(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
