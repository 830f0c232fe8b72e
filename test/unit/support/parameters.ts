import * as v from 'valibot';

const color = v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/i));
const minutes = v.pipe(v.number(), v.finite(), v.minValue(0));
/** Chrome takes no less than a quarter of a minute. */
const seconds = v.pipe(v.number(), v.integer(), v.minValue(15));
const id = v.pipe(v.number(), v.integer());
const names = v.array(v.string());
const size = { width: v.exactOptional(id), height: v.exactOptional(id) };

const flow = { url: v.pipe(v.string(), v.url()), interactive: v.boolean() };
const notification = {
  type: v.picklist(['basic', 'image', 'list', 'progress']),
  iconUrl: v.string(),
  title: v.string(),
  message: v.string(),
};
/** Chromium shows two at most. */
const buttons = v.exactOptional(v.pipe(v.array(v.strictObject({ title: v.string() })), v.maxLength(2)));

/**
 * Lists the parameters of each call; a call with anything else throws at once. Absent: whatever the test wants to know
 * of it.
 */
const parametersOf = (isFirefox: boolean): Record<string, v.GenericSchema> => ({
  'action.setBadgeText': v.strictTuple([v.strictObject({ text: v.string() })]),
  'action.setBadgeBackgroundColor': v.strictTuple([v.strictObject({ color })]),
  'action.setBadgeTextColor': v.strictTuple([v.strictObject({ color })]),
  'action.setTitle': v.strictTuple([v.strictObject({ title: v.string() })]),
  'action.openPopup': v.strictTuple([]),
  'alarms.get': v.strictTuple([v.string()]),
  'alarms.clear': v.strictTuple([v.string()]),
  'alarms.create': v.strictTuple([
    v.string(),
    v.pipe(
      v.strictObject({
        delayInMinutes: v.exactOptional(minutes),
        when: v.exactOptional(v.pipe(v.number(), v.finite())),
        periodInMinutes: v.exactOptional(minutes),
      }),
      v.check(({ delayInMinutes, when }) => delayInMinutes === undefined || when === undefined),
    ),
  ]),
  'extension.getViews': v.strictTuple([v.strictObject({ type: v.picklist(['popup', 'tab']) })]),
  'idle.queryState': v.strictTuple([seconds]),
  'idle.setDetectionInterval': v.strictTuple([seconds]),
  'identity.launchWebAuthFlow': v.strictTuple([
    isFirefox
      ? v.strictObject(flow)
      : v.strictObject({
          ...flow,
          abortOnLoadForNonInteractive: v.exactOptional(v.boolean()),
          timeoutMsForNonInteractive: v.exactOptional(id),
        }),
  ]),
  'notifications.clear': v.strictTuple([v.string()]),
  'notifications.create': v.strictTuple([
    v.string(),
    isFirefox ? v.strictObject(notification) : v.strictObject({ ...notification, buttons }),
  ]),
  'permissions.contains': v.strictTuple([
    v.strictObject({ origins: v.exactOptional(names), permissions: v.exactOptional(names) }),
  ]),
  'storage.local.get': v.union([v.strictTuple([]), v.strictTuple([names])]),
  'storage.session.get': v.union([v.strictTuple([]), v.strictTuple([names])]),
  'storage.local.remove': v.strictTuple([names]),
  'storage.session.remove': v.strictTuple([names]),
  'tabs.create': v.strictTuple([v.strictObject({ url: v.string() })]),
  'tabs.remove': v.strictTuple([id]),
  'tabs.query': v.strictTuple([v.strictObject({ url: v.string(), active: v.exactOptional(v.boolean()) })]),
  'tabs.reload': v.strictTuple([id]),
  'tabs.update': v.strictTuple([
    id,
    v.strictObject({ url: v.exactOptional(v.string()), active: v.boolean() }),
  ]),
  'windows.create': v.strictTuple([
    v.strictObject({ url: v.string(), type: v.picklist(['normal', 'popup']), ...size }),
  ]),
  'windows.get': v.strictTuple([id]),
  'windows.update': v.strictTuple([id, v.strictObject({ focused: v.boolean() })]),
});
const ofChrome = parametersOf(false);
const ofFirefox = parametersOf(true);

/** Lists what Firefox does not have. */
const notInFirefox = [
  'notifications.onButtonClicked',
  'storage.local.setAccessLevel',
  'storage.session.setAccessLevel',
];

const isFirefox = (): boolean => Reflect.get(globalThis, '__BROWSER__') === 'firefox';

/** Tells whether the browser of the test has something of the API. */
export const isThere = (path: string): boolean => !isFirefox() || !notInFirefox.includes(path);

/**
 * Checks parameters as browsers do: before there is a promise.
 *
 * @throws TypeError
 */
export function checkParameters(path: string, parameters: unknown[]): void {
  const schema = (isFirefox() ? ofFirefox : ofChrome)[path];
  const issue = schema && v.safeParse(schema, parameters).issues?.[0];
  if (issue) throw new TypeError(`Error in invocation of ${path}: ${issue.message}`);
}
