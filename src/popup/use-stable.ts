import { useRef } from 'preact/hooks';

/**
 * Returns the items of a list, where it can as the objects of the last time: storage gives new ones even for the same.
 *
 * @param idOf names each item
 */
export function useStable<T>(items: T[], idOf: (item: T) => string): T[] {
  const last = useRef({ given: items, stable: items });
  if (last.current.given !== items) {
    const previousById = new Map(last.current.stable.map((item) => [idOf(item), item]));
    const stable = items.map((item) => {
      const previous = previousById.get(idOf(item));
      return previous && JSON.stringify(previous) === JSON.stringify(item) ? previous : item;
    });
    last.current = { given: items, stable };
  }
  return last.current.stable;
}
