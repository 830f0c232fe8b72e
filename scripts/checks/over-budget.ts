/** Bytes of script by page, after gzip: about what is downloaded, as packages are zipped. */
type Sizes = Record<string, number>;

/**
 * Names the pages that load more script than their budget, or have no budget, and the budgets that are for no page.
 *
 * @param sizes bytes of gzip by page
 * @param budget the most that each page may have
 */
export function overBudget(sizes: Sizes, budget: Sizes): string[] {
  const pages = new Set([...Object.keys(sizes), ...Object.keys(budget)]);
  return [...pages].flatMap((page) => {
    const { [page]: size } = sizes;
    const { [page]: most } = budget;
    if (size === undefined) return [`${page}: has a budget, and is not built`];
    if (most === undefined) return [`${page}: has no budget in scripts/checks/size-budget.json`];
    return size > most ? [`${page}: ${size} bytes of script (gzip), ${size - most} over its budget`] : [];
  });
}
