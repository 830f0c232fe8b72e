import { colorNameOf } from '../../support/color-names.ts';
import type { ShownBadge } from '../support/index.ts';
import { type Row, shortInterval } from './case.ts';
import type { ChatsRow } from './chats.ts';

const shownInWords = ({ text, color, title }: ShownBadge) =>
  `**${text.replace('*', '\\*')}** ${colorNameOf(color)}: ${title}`;

/** Writes `docs/fault-matrix.md`. */
export function page(all: Row[], allOfChats: ChatsRow[]): string {
  return `# What goes wrong, and what the badge shows then

Written by \`SAVE_DOCS=1 npx vitest run --project e2e test/e2e/fault-matrix.test.ts\`, which meets each fault once: real
Chromium, the production build, and the stand-in for LiveChat under LiveChat's addresses. Every row is from a real run. The
same test, run without \`SAVE_DOCS\`, meets all of them again and fails if this table names others.

For each fault the agent is signed in and the number is right. The fault begins, the next poll meets it, and the badge is
read. Then the number of sessions is changed at LiveChat, the fault ends, and nothing is touched until the badge is right.

- **The badge showed** its text, its colour and the button's title. Light grey with \`?\`: the last number, which may be wrong. Blue,
  or pink with \`!\` (new sessions): a right number. Amber and red: the agent has something to do.
- **Right again** is how many polling alarms it took after the fault had ended, and in what time. The interval was shortened for
  the test from 60 s to ${shortInterval / 1000} s, and the alarm went off a whole interval after the end of the fault, the longest that it can be. What
  is stored was made a minute older before each alarm, so that it counts for a minute. In use, one alarm is a minute
  while something goes on, and five otherwise. \`Retry-After\` asks for 90 s, so the first alarm keeps still.
- **Tokens kept**: which of the two tokens were stored while the fault was there; for those that are cured without a word
  (LiveChat's 401, sleep, clock), after it.

Simulated: sleep and clock by what is stored, made older or younger (after sleep, LiveChat has let the access token
expire, too). Not tested: the browser's own alarm under a clock that was really set back, which it may hold until the old
time; \`ensurePollAlarm\` mends that when anything wakes the extension. DNS could not be switched in a running browser, so one
was started without it, and started again.

| Fault | The badge showed | Right again | Tokens kept |
| --- | --- | --- | --- |
${all
  .map(
    ({ fault, shown, recovery, tokens }) =>
      `| ${fault} | ${shown.map(shownInWords).join('; then ')} | ${recovery} | ${tokens} |`,
  )
  .join('\n')}

## Chats

The same with chats shown, of what concerns them alone: the request for chats fails, that for sessions does not. In each row the
sessions were fetched meanwhile, and their number stayed right; in the last one it is the other way round.

- **Taken for** is the name that the extension's diagnostics have for it.

| Fault | The badge showed | Taken for | Right again | Tokens kept |
| --- | --- | --- | --- | --- |
${allOfChats
  .map(
    ({ fault, shown, trouble, recovery, tokens }) =>
      `| ${fault} | ${shownInWords(shown)} | ${trouble} | ${recovery} | ${tokens} |`,
  )
  .join('\n')}
`;
}
