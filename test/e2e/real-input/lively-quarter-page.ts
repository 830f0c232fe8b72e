import type { Step } from '../../livechat-server/agent-chat/lively-quarter.ts';
import { colorNameOf } from '../../support/color-names.ts';
import type { Seen } from '../support/lively-quarter.ts';

/** Describes a step, and what the agent saw after it. */
export type Row = { step: Step; seen: Seen; tab: string };

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const rowOf = ({ step, seen: { badge, notices }, tab }: Row): string => {
  const cells = [
    clock(step.at),
    step.what,
    `**${badge.text.replace('*', '\\*') || 'none'}** ${colorNameOf(badge.color)}`,
    badge.title,
    tab,
    notices.join('; ') || 'none',
  ];
  return `| ${cells.join(' | ')} |`;
};

/** Writes the table of `docs/chats.md`. */
export const page = (rows: readonly Row[]): string => `# A lively quarter of an hour, and what the agent sees

Written by \`SAVE_DOCS=1 npx vitest run --project real-input test/e2e/real-input/lively-quarter.test.ts\`: real Chromium on a real
desktop, the production build, and the stand-in for LiveChat under LiveChat's addresses. The agent has turned chats on, and answered
the browser's prompt and LiveChat's page by mouse and keyboard. Customers and a colleague do what the script says; after each step
the extension asks LiveChat, the badge is read, and the popup is opened by a click on its button, read, and closed with Escape. The
same test, run without \`SAVE_DOCS\`, plays all of it again and fails if a number is another.

- **Tab**: the first line of the popup's tab with the chats.
- **Notifications**: those that are out then, with all three kinds on: a chat assigned to me, a message unread for more than 30 s,
  somebody in the queue for more than 60 s.

The quarter of an hour was played in less: what is stored, at LiveChat and in the extension, was made older by the time up to each
step.

| At | What happens | Badge | Its title | Tab | Notifications |
| --- | --- | --- | --- | --- | --- |
${rows.map(rowOf).join('\n')}
`;
