// Runs after a service worker's own script: the browser can give the worker its event now.
globalThis.benchTimes.evaluated = performance.timeOrigin + performance.now();
