import { describe, expect, test } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { ChatsView, View } from '../../../src/state/view.ts';

const known = { count: 4, fetchedAt: 0 };
const many = { count: 400, fetchedAt: 0 };
const news = { added: 1, newest: 'Firefox on Windows' };
const trouble = { code: 'offline', since: 0 } as const;

const summary = { mine: 4, unread: 0, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 4 };
const fresh = { state: 'fresh', ...known } as const;
/** A view of the chats with as many as in `known`, beside fresh sessions. */
const withChats = (chats: ChatsView): [View, ChatsView] => [fresh, chats];
const off: ChatsView = { state: 'off' };
const chatsOf = (unread: number, mine = 4): ChatsView => ({
  state: 'fresh',
  summary: { ...summary, mine, unread },
  fetchedAt: 0,
});

/** Every state that shows a badge, those together that mean the same to an agent. */
const meanings: Record<string, (View | [View, ChatsView])[]> = {
  'the number is right': [{ state: 'fresh', ...known }, { state: 'fresh', ...many }, withChats(chatsOf(0))],
  'a chat is unread': [withChats(chatsOf(1)), withChats(chatsOf(1, 400))],
  'there is something new': [
    { state: 'new', ...known, ...news },
    { state: 'new', ...many, ...news },
    [{ state: 'new', ...known, ...news }, chatsOf(0)],
  ],
  'the number may be wrong': [
    { state: 'stale', known, trouble },
    { state: 'stale', known: many, trouble },
    { state: 'stale', trouble },
    withChats({ state: 'stale', known: { summary, fetchedAt: 0 }, trouble }),
    withChats({ state: 'stale', trouble }),
  ],
  wait: [{ state: 'signingIn' }, { state: 'loading' }, withChats({ state: 'loading' })],
  'sign in again': [{ state: 'refused', reason: 'revoked' }],
  'change the app': [{ state: 'scopeMissing' }],
};
const names = Object.keys(meanings);
const badges = (meaning: string) =>
  (meanings[meaning] ?? []).map((each) => {
    const [view, chats] = Array.isArray(each) ? each : [each, off];
    return badgeOf(view, chats, { badgeForZero: true, badgeContent: 'chats' });
  });
const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));

type Rgb = readonly number[];
/** Linear light of `#rrggbb` (IEC 61966-2-1). */
const linear = (hex: string): Rgb =>
  [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));

/** Lists how a colour is seen, in linear light (Machado, Oliveira, Fernandes 2009, severity 1.0). */
const sights = {
  'all colours': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;
const seen = (matrix: readonly Rgb[], color: Rgb): Rgb =>
  matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, factor, index) => sum + factor * (color[index] ?? 0), 0),
      ),
    ),
  );

/** CIE XYZ of linear sRGB, white being D65. */
const xyz = ([r = 0, g = 0, b = 0]: Rgb) => ({
  x: 0.4124 * r + 0.3576 * g + 0.1805 * b,
  y: 0.2126 * r + 0.7152 * g + 0.0722 * b,
  z: 0.0193 * r + 0.1192 * g + 0.9505 * b,
});

/** Contrast of luminance (WCAG 2.2). */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [xyz(one).y, xyz(other).y].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** CIELAB (CIE 015:2018). */
function lab(color: Rgb): Rgb {
  const { x, y, z } = xyz(color);
  const f = (part: number) => (part > 216 / 24_389 ? Math.cbrt(part) : ((24_389 / 27) * part + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}
const deltaE = (one: Rgb, other: Rgb): number =>
  Math.hypot(...lab(one).map((part, index) => part - (lab(other)[index] ?? 0)));

describe.each(pairs)('“%s” and “%s”', (one, other) => {
  test('differ in the badge’s text', () => {
    const texts = badges(one).map(({ text }) => text);
    for (const { text } of badges(other)) expect(texts).not.toContain(text);
  });

  test.each(Object.entries(sights))('differ in lightness and colour to %s', (_, matrix) => {
    for (const a of badges(one)) {
      for (const b of badges(other)) {
        const [first, second] = [seen(matrix, linear(a.color)), seen(matrix, linear(b.color))];
        expect(contrast(first, second)).toBeGreaterThanOrEqual(1.4);
        expect(deltaE(first, second)).toBeGreaterThanOrEqual(20);
      }
    }
  });
});

test.each(names)('the text of “%s” can be read by everybody, and fits', (meaning) => {
  for (const { text, color, textColor } of badges(meaning)) {
    for (const matrix of Object.values(sights)) {
      const ratio = contrast(seen(matrix, linear(color)), seen(matrix, linear(textColor)));
      expect(ratio).toBeGreaterThanOrEqual(4.5);
    }
    expect(text.length).toBeLessThanOrEqual(3);
  }
});

test('the formulas are right: they tell apart what the first version had as blue, grey and pink', () => {
  const first = { blue: linear('#1f6feb'), grey: linear('#6b7280'), pink: linear('#b3146b') };
  expect(contrast(first.blue, first.grey)).toBeCloseTo(1.04, 2);
  const [grey, pink] = [seen(sights.deuteranopia, first.grey), seen(sights.deuteranopia, first.pink)];
  expect(deltaE(grey, pink)).toBeCloseTo(9.8, 1);
  const [white, black] = [badgeColors.count.textColor, badgeColors.stale.textColor];
  expect(contrast(linear(white), linear(black))).toBeCloseTo(21);
});
