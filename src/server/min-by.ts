/** The first of those with the smallest value; undefined for an empty list. */
export function minBy<Item>(items: Iterable<Item>, measure: (item: Item) => number): Item | undefined {
  let best: { item: Item; value: number } | undefined;
  for (const item of items) {
    const value = measure(item);
    if (best === undefined || value < best.value) best = { item, value };
  }
  return best?.item;
}
