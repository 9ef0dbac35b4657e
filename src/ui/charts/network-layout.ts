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
  const ideal = 0.9 / Math.sqrt(Math.max(1, nodes.length))
  for (let round = 0; round < rounds; round++) settle(points, springs, ideal, 0.12 * (1 - round / rounds))
  return fitToSquare(nodes, points)
}

type Spring = { from: number; to: number; pull: number }

function settle(points: Position[], springs: Spring[], ideal: number, reach: number) {
  const pushes = points.map((point) => ({ x: (0.5 - point.x) * 0.05, y: (0.5 - point.y) * 0.05 }))
  for (let a = 0; a < points.length; a++)
    for (let b = a + 1; b < points.length; b++) addForce(points, pushes, a, b, (distance) => (ideal * ideal) / distance)
  for (const { from, to, pull } of springs)
    addForce(points, pushes, from, to, (distance) => (-distance * distance * Math.min(2, pull)) / ideal)
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

function fitToSquare(nodes: LayoutNode[], points: Position[]): Map<string, Position> {
  const [left, right] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))]
  const [top, bottom] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))]
  const scale = (value: number, low: number, high: number) => (high - low < 1e-6 ? 0.5 : (value - low) / (high - low))
  return new Map(
    nodes.map((node, index) => {
      const point = points[index] ?? { x: 0.5, y: 0.5 }
      return [node.id, { x: scale(point.x, left, right), y: scale(point.y, top, bottom) }]
    }),
  )
}
