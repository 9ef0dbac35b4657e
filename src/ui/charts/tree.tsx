export type TreeNode = {
  key: string
  label: string
  href?: string | undefined
  note?: string | undefined
  isCurrent?: boolean | undefined
  children?: TreeNode[]
}

/** A hierarchy as nested lists with guide lines; branches deeper than `open` levels fold. */
export function Tree({ nodes, label, open = 2 }: { nodes: TreeNode[]; label: string; open?: number }) {
  return (
    <nav class="tree" aria-label={label}>
      <Branch nodes={nodes} open={open} />
    </nav>
  )
}

function Branch({ nodes, open }: { nodes: TreeNode[]; open: number }) {
  return (
    <ul class="tree-branch">
      {nodes.map((node) => (
        <li key={node.key}>
          <TreeLabel {...node} />
          {node.children && node.children.length > 0 && (
            <details open={open > 1}>
              <summary>{node.children.length === 1 ? '1 below' : `${node.children.length} below`}</summary>
              <Branch nodes={node.children} open={open - 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function TreeLabel({ label, href, note, isCurrent }: TreeNode) {
  return (
    <span class="tree-label">
      {href ? (
        <a href={href} aria-current={isCurrent ? 'page' : undefined}>
          {label}
        </a>
      ) : (
        label
      )}
      {note && <span class="tree-note"> {note}</span>}
    </span>
  )
}
