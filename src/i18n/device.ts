/** Describes what a user agent string says, as far as it can be believed. Absent: it does not say. */
export type Device = {
  /** Such as `Chrome`. */
  browser?: string;
  /** The browser's major version. */
  version?: string;
  /** Such as `Windows` or `Android`. */
  system?: string;
  kind: 'computer' | 'phone' | 'unknown';
};

/** Real user agent strings are shorter than 300 characters. */
const examined = 512;

/**
 * Names by what tells them, the more particular first: browsers also name those that they want to be taken for. A
 * table of our own, because the service worker needs it too and bowser's takes four times the bytes.
 */
const browsers: readonly [string, RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\b(?:OPR|OPT|OPiOS|Opera)[/ ](\d+)/],
  ['Vivaldi', /\bVivaldi\/(\d+)/],
  ['Yandex Browser', /\bYaBrowser\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Huawei Browser', /\bHuaweiBrowser\/(\d+)/],
  ['Mi Browser', /\bMiuiBrowser\/(\d+)/],
  ['UC Browser', /\bUC ?Browser\/(\d+)/],
  ['Whale', /\bWhale\/(\d+)/],
  ['DuckDuckGo', /\b(?:DuckDuckGo|Ddg)\/(\d+)/],
  ['Brave', /\bBrave\/(\d+)/],
  ['Google app', /\bGSA\/(\d+)/],
  ['Internet Explorer', /\b(?:MSIE |Trident\/.*rv:)(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Android WebView', /; wv\).*\bChrome\/(\d+)/],
  ['Chromium', /\bChromium\/(\d+)/],
  ['Chrome', /(?:\bChrome|HeadlessChrome|\bCriOS)\/(\d+)/],
  ['Android Browser', /\bAndroid.*\bVersion\/(\d+).*Safari\//],
  ['Safari', /\bVersion\/(\d+).*Safari\//],
];

const systems: readonly [string, Device['kind'], RegExp][] = [
  ['Windows Phone', 'phone', /\bWindows Phone\b/],
  ['Windows', 'computer', /\bWindows\b(?: NT (\d+\.\d))?/],
  ['iOS', 'phone', /\b(?:iPhone|iPad|iPod)\b/],
  ['HarmonyOS', 'phone', /HarmonyOS|OpenHarmony/],
  ['KaiOS', 'phone', /\bKAIOS\b/i],
  ['Tizen', 'phone', /\bTizen\b/],
  ['BlackBerry', 'phone', /\b(?:BlackBerry|BB10)\b/],
  ['Android', 'phone', /\bAndroid\b/],
  ['macOS', 'computer', /\b(?:Macintosh|Mac OS X)\b/],
  ['Chrome OS', 'computer', /\bCrOS\b/],
  ['FreeBSD', 'computer', /\bFreeBSD\b/],
  ['OpenBSD', 'computer', /\bOpenBSD\b/],
  ['Linux', 'computer', /\bLinux\b/],
];

/** Names Windows before 10, by the version that it tells. */
const oldWindows: Record<string, string> = {
  '5.1': ' XP',
  '6.0': ' Vista',
  '6.1': ' 7',
  '6.2': ' 8',
  '6.3': ' 8.1',
};

/** Lists what an app of Electron names beside itself: the browser in it, and whom that wants to be taken for. */
const partsOfElectron = [
  'Mozilla',
  'Gecko',
  'AppleWebKit',
  'Version',
  'Chrome',
  'Electron',
  'Mobile',
  'Safari',
];

/**
 * `Name/version` ([RFC 9110 §10.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5)), at the beginning or
 * after another word. Some names are of two words.
 */
const products = /(?:^|\S )([A-Za-z][\w .@+-]{0,39})\/(\d+)/g;

/** Finds the first row whose pattern fits, and what that captured. */
function firstFound<Row extends readonly unknown[]>(rows: readonly Row[], text: string) {
  for (const row of rows) {
    const found = (row.at(-1) as RegExp).exec(text);
    if (found) return { row, captured: found[1] };
  }
  return undefined;
}

/** Reads name and major version of the browser, or of the app. */
function browserOf(text: string): (string | undefined)[] {
  const electron = /\bElectron\/(\d+)/.exec(text);
  if (electron) {
    const app = [...text.matchAll(products)].find(([, name = '']) => !partsOfElectron.includes(name));
    return app ? app.slice(1) : ['Electron', electron[1]];
  }
  const found = firstFound(browsers, text);
  if (found) return [found.row[0], found.captured];
  // "Mozilla" is what everybody says.
  return (/^(?!Mozilla\/)(\w[\w .-]{0,39})\/(\d*)/.exec(text) ?? []).slice(1);
}

/**
 * Reads browser and system out of a user agent string. It is anybody's text: never throws, and answers in short, plain
 * text.
 *
 * System versions are left out, because browsers have frozen them (Windows 11 says 10, every macOS says 10.15); except
 * Windows before 10, where the version is true and worth knowing.
 *
 * @see https://www.chromium.org/updates/ua-reduction/
 */
export function device(userAgent: string): Device {
  const text = userAgent.slice(0, examined);
  const [name, fullVersion] = browserOf(text);
  const version = fullVersion?.slice(0, 5);
  const system = firstFound(systems, text);
  return {
    ...(name && { browser: name }),
    ...(name && version && { version }),
    ...(system && { system: system.row[0] + (oldWindows[system.captured ?? ''] ?? '') }),
    kind: system?.row[1] ?? 'unknown',
  };
}
