/** Normalized discounted cumulative gain at `depth` with binary judgments (Järvelin & Kekäläinen 2002, log base 2). */
export function ndcg(ranked: string[], relevant: Set<string>, depth: number): number {
  const discount = (at: number) => 1 / Math.log2(at + 2)
  const gain = ranked.slice(0, depth).reduce((sum, id, at) => sum + (relevant.has(id) ? discount(at) : 0), 0)
  const ideal = Array.from({ length: Math.min(depth, relevant.size) }, (_, at) => discount(at)).reduce(
    (sum, each) => sum + each,
    0,
  )
  return ideal === 0 ? 0 : gain / ideal
}
