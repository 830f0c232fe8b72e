/**
 * Resolves when the page has been painted for the first time: what the agent sees comes before all that can wait. A
 * page that is not shown waits until it is. https://w3c.github.io/paint-timing/
 */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}
