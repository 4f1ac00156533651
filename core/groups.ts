/** Adds a value to the list under a key; the list grows in place, however long it becomes. */
export function addToGroup<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const known = groups.get(key);
  if (known) known.push(value);
  else groups.set(key, [value]);
}
