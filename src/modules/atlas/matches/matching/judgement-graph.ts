export type Verdict = 'same' | 'different' | 'unsure'

/** One surviving judgement on two mentions or places, by their ids. */
export interface Judgement {
  readonly id: string
  readonly one: string
  readonly other: string
  readonly verdict: Verdict
}

/**
 * Judgements as a graph: whoever is joined by *same*, however far, is one cluster. Nothing is stored but the judgements, so to undo one
 * is to leave it out; a cluster falls apart exactly where it was joined.
 */
export class JudgementGraph {
  readonly #judgements = new Map<string, Judgement>()
  readonly #edges = new Map<string, Set<Judgement>>()

  constructor(judgements: Iterable<Judgement> = []) {
    for (const judgement of judgements) this.add(judgement)
  }

  /**
   * Why a judgement cannot stand beside the others, as a sentence that names the chain; undefined when it can. *Unsure* never
   * conflicts.
   */
  conflict({ one, other, verdict }: Omit<Judgement, 'id'>): string | undefined {
    if (one === other) return verdict === 'different' ? `${one} cannot be different from itself.` : undefined
    if (verdict === 'different') {
      const chain = this.#chain(one, other)
      return chain && `${chain.join(' = ')}: ${one} and ${other} have been judged the same by this chain.`
    }
    if (verdict === 'unsure') return undefined
    const [mine, theirs] = [this.cluster(one), this.cluster(other)]
    for (const member of mine)
      for (const edge of this.#edges.get(member) ?? []) {
        const far = edge.one === member ? edge.other : edge.one
        if (edge.verdict !== 'different' || !theirs.has(far)) continue
        const chain = [...(this.#chain(one, member) ?? []), '≠', ...(this.#chain(far, other) ?? [])]
        const words = chain.join(' = ').replace(' = ≠ = ', ' ≠ ')
        return `${words}: ${member} and ${far} have been judged different, so ${one} and ${other} cannot be the same.`
      }
    return undefined
  }

  /** Throws for a judgement that conflicts or is known already: ask `conflict` first. */
  add(judgement: Judgement): void {
    const conflict = this.#judgements.has(judgement.id) ? `Judgement ${judgement.id} stands.` : this.conflict(judgement)
    if (conflict) throw new Error(conflict)
    this.#judgements.set(judgement.id, judgement)
    for (const end of [judgement.one, judgement.other])
      this.#edges.set(end, (this.#edges.get(end) ?? new Set()).add(judgement))
  }

  /** Takes a judgement out; the rest stands as if it had never been. An id that is not known changes nothing. */
  undo(id: string): void {
    const judgement = this.#judgements.get(id)
    if (!judgement) return
    this.#judgements.delete(id)
    for (const end of [judgement.one, judgement.other]) {
      const edges = this.#edges.get(end)
      edges?.delete(judgement)
      if (edges?.size === 0) this.#edges.delete(end)
    }
  }

  /** All that is the same as one, itself among them. */
  cluster(of: string): Set<string> {
    return new Set(this.#reach(of).keys())
  }

  /** Clusters of two and more, each sorted, in order of their first members. */
  clusters(): string[][] {
    const seen = new Set<string>()
    const found: string[][] = []
    for (const id of [...this.#edges.keys()].sort()) {
      if (seen.has(id)) continue
      const cluster = [...this.cluster(id)].sort()
      for (const member of cluster) seen.add(member)
      if (cluster.length > 1) found.push(cluster)
    }
    return found
  }

  #chain(from: string, to: string): string[] | undefined {
    const before = this.#reach(from)
    if (!before.has(to)) return undefined
    const chain = [to]
    for (let at = before.get(to); at !== undefined; at = before.get(at)) chain.unshift(at)
    return chain
  }

  /** Breadth first, so that the chain told is a shortest one; each id with the one it was reached from. */
  #reach(from: string): Map<string, string | undefined> {
    const before = new Map<string, string | undefined>([[from, undefined]])
    for (const id of before.keys())
      for (const edge of this.#edges.get(id) ?? []) {
        const far = edge.one === id ? edge.other : edge.one
        if (edge.verdict === 'same' && !before.has(far)) before.set(far, id)
      }
    return before
  }
}
