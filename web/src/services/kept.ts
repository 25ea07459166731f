/**
 * Reads a node of the cache once: it stays the same object until something in it changes, and so does what was read
 * of it. A list then draws only the rows that differ.
 */
export function kept<Node extends object, Row>(read: (node: Node) => Row): (node: Node) => Row {
  const known = new WeakMap<Node, Row>();
  return (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const row = read(node);
    known.set(node, row);
    return row;
  };
}
