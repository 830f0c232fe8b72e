// Runs before a service worker's own script, and tells when the worker did what: milliseconds since 1970.
const now = () => performance.timeOrigin + performance.now();
const times = { network: 0 };
globalThis.benchTimes = times;

const { fetch } = globalThis;
globalThis.fetch = async (...parameters) => {
  const from = now();
  const response = await fetch(...parameters);
  // The body is part of the network's time; what is done with it is not.
  const body = await response.clone().blob();
  times.network += now() - from;
  const { status, statusText, headers } = response;
  return new Response(body.size > 0 ? body : null, { status, statusText, headers });
};

const { action } = chrome;
const setBadgeText = action.setBadgeText.bind(action);
action.setBadgeText = async (details) => {
  await setBadgeText(details);
  times.badge ??= now();
};
