export type LayoutNode = { id: string; weight: number }
export type LayoutEdge = { from: string; to: string; weight: number }
export type Position = { x: number; y: number }

const rounds = 240

/**
 * Places nodes in the unit square by forces, after Fruchterman and Reingold (1991). It starts from a spiral in the order
 * given, not from chance, so that the same data always gives the same picture. Comfortable up to some sixty nodes.
 */
export function layoutNetwork(nodes: LayoutNode[], edges: LayoutEdge[]): Map<string, Position> {
  const points = nodes.map((_, index) => spiral(index, nodes.length))
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]))
  const springs = edges.flatMap((edge) => {
    const from = indexOf.get(edge.from)
    const to = indexOf.get(edge.to)
    return from === undefined || to === undefined || from === to ? [] : [{ from, to, pull: Math.log2(1 + edge.weight) }]
  })
  // A tie between two that have many pulls less, or a dense network would fall into one heap.
  const ties = nodes.map((_, index) => springs.filter(({ from, to }) => from === index || to === index).length)
  for (const spring of springs)
    spring.pull = Math.min(2, spring.pull) / Math.min(ties[spring.from] ?? 1, ties[spring.to] ?? 1)
  const ideal = 0.9 / Math.sqrt(Math.max(1, nodes.length))
  for (let round = 0; round < rounds; round++) settle(points, springs, ideal, 0.12 * (1 - round / rounds))
  return fitToSquare(nodes, points)
}

type Spring = { from: number; to: number; pull: number }

function settle(points: Position[], springs: Spring[], ideal: number, reach: number) {
  const pushes = points.map((point) => ({ x: (0.5 - point.x) * 0.3, y: (0.5 - point.y) * 0.3 }))
  for (let a = 0; a < points.length; a++)
    for (let b = a + 1; b < points.length; b++) addForce(points, pushes, a, b, (distance) => (ideal * ideal) / distance)
  for (const { from, to, pull } of springs)
    addForce(points, pushes, from, to, (distance) => (-distance * distance * pull) / ideal)
  points.forEach((point, index) => {
    const push = pushes[index]
    if (!push) return
    const length = Math.hypot(push.x, push.y) || 1
    point.x += (push.x / length) * Math.min(length, reach)
    point.y += (push.y / length) * Math.min(length, reach)
  })
}

function addForce(
  points: Position[],
  pushes: Position[],
  a: number,
  b: number,
  strength: (distance: number) => number,
) {
  const [one, other, pushOne, pushOther] = [points[a], points[b], pushes[a], pushes[b]]
  if (!one || !other || !pushOne || !pushOther) return
  const distance = Math.max(0.004, Math.hypot(one.x - other.x, one.y - other.y))
  const force = strength(distance)
  const x = ((one.x - other.x) / distance) * force
  const y = ((one.y - other.y) / distance) * force
  pushOne.x += x
  pushOne.y += y
  pushOther.x -= x
  pushOther.y -= y
}

/** The golden angle spreads any number of points evenly. */
function spiral(index: number, count: number): Position {
  const radius = 0.45 * Math.sqrt((index + 0.5) / count)
  const angle = index * Math.PI * (3 - Math.sqrt(5))
  return { x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle) }
}

/** Half by place, half by rank: what lies far off does not press the others together, and no corner stays empty. */
function fitToSquare(nodes: LayoutNode[], points: Position[]): Map<string, Position> {
  const across = spread(points.map((point) => point.x))
  const down = spread(points.map((point) => point.y))
  return new Map(nodes.map((node, index) => [node.id, { x: across[index] ?? 0.5, y: down[index] ?? 0.5 }]))
}

function spread(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (high - low < 1e-6) return values.map(() => 0.5)
  const sorted = [...values].sort((a, b) => a - b)
  return values.map((value) => (value - low) / (high - low) / 2 + sorted.indexOf(value) / (sorted.length - 1) / 2)
}

export type LabelBox = { id: string; label: string; radius: number; isRight: boolean } & Position

/** Whose names have room on a plot of this many pixels; those named first take it. */
export function labelsWithRoom(boxes: LabelBox[], size: { width: number; height: number }): Set<string> {
  const taken: { left: number; right: number; top: number; bottom: number }[] = []
  const named = boxes.filter(({ x, y, label, radius, isRight }) => {
    const [middle, width] = [y * size.height, label.length * letter]
    const start = x * size.width + (isRight ? -radius - 4 - width : radius + 4)
    const box = { left: start, right: start + width, top: middle - 8, bottom: middle + 8 }
    const isFree = taken.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    )
    if (isFree) taken.push(box)
    return isFree
  })
  return new Set(named.map(({ id }) => id))
}

/** Width of a letter of small type, on average. */
const letter = 6.5
