import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { beRight, type Row } from './fault-matrix/case.ts';
import { beAllRight, beBusy, type ChatsRow, changeChats, chatsFaults } from './fault-matrix/chats.ts';
import { faults, otherFaults } from './fault-matrix/faults.ts';
import { page } from './fault-matrix/page.ts';
import { showChats } from './support/chats.ts';
import { type ChromiumScene, signIn, startChromiumScene } from './support/index.ts';

/**
 * Everything that goes wrong between an agent's browser and LiveChat: what the badge shows meanwhile, whether the
 * tokens are kept, and how long it takes until the number is right again. Each row of `docs/fault-matrix.md` is one
 * run of this; `SAVE_DOCS=1` writes them there.
 */

declare const chrome: WebExtension;

const cases = [...faults, ...otherFaults, ...chatsFaults];

const scenes: ChromiumScene[] = [];
const rows = new Map<string, Row>();
const chatsRows = new Map<string, ChatsRow>();
afterAll(() => Promise.all(scenes.map((scene) => scene.end())));

const groups = [
  ['a network and LiveChat’s servers', faults],
  ['the sign-in, the computer, and what takes long', otherFaults],
] as const;

/** Begins with an agent who is signed in, and with what there is before. */
async function begin(prepare?: (scene: ChromiumScene) => void): Promise<ChromiumScene> {
  const scene = await startChromiumScene();
  scenes.push(scene);
  scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.7' });
  prepare?.(scene);
  await signIn(scene.agentBrowser, scene.agent);
  return scene;
}

/** Nobody is at this browser; that the extension hears of it, and looks after its alarm, is not what is tested. */
const hearNobody = ({ agentBrowser }: ChromiumScene): Promise<void> =>
  agentBrowser.hiddenPage.evaluate(() => chrome.idle.setDetectionInterval(3_600));

// Two browsers at the same time, each with one thing after the other.
describe.concurrent.each(groups)('%s', (_, list) => {
  let scene: ChromiumScene;
  beforeAll(async () => {
    scene = await begin();
    await hearNobody(scene);
  });

  // What has failed has left the browser as it was.
  test.sequential.each(list.map(({ fault, run }) => [fault, run] as const))(
    '%s',
    { retry: 0, timeout: 150_000 },
    async (fault, run) => {
      await beRight(scene);
      rows.set(fault, { fault, ...(await run(scene).finally(() => scene.liveChat.faults.clear())) });
    },
  );
});

describe('the chats alone', () => {
  let scene: ChromiumScene;
  beforeAll(async () => {
    scene = await begin(beBusy);
    await showChats(scene);
    await hearNobody(scene);
    changeChats(scene);
  });

  test.each(chatsFaults.map(({ fault, run }) => [fault, run] as const))(
    '%s',
    { retry: 0, timeout: 150_000 },
    async (fault, run) => {
      await beAllRight(scene);
      chatsRows.set(fault, { fault, ...(await run(scene).finally(() => scene.liveChat.faults.clear())) });
    },
  );
});

test('no page and no worker complained', async () => {
  const problems = (await Promise.all(scenes.map(({ agentBrowser }) => agentBrowser.problems()))).flat();
  expect(problems).toEqual([]);
});

test('no refresh token was used twice but the one whose renewal was lost', () => {
  expect(scenes.map(({ liveChat }) => liveChat.reuseAttempts).sort()).toEqual([0, 0, 1]);
});

const docs = fileURLToPath(new URL('../../docs/fault-matrix.md', import.meta.url));

test('docs/fault-matrix.md names the same faults', () => {
  if (process.env['SAVE_DOCS']) {
    // A row is missing where its case has failed.
    const inOrder = [...faults, ...otherFaults].flatMap(({ fault }) => rows.get(fault) ?? []);
    const chatsInOrder = chatsFaults.flatMap(({ fault }) => chatsRows.get(fault) ?? []);
    expect(inOrder.length + chatsInOrder.length).toBe(cases.length);
    writeFileSync(docs, page(inOrder, chatsInOrder));
  }
  const written = existsSync(docs) ? readFileSync(docs, 'utf8') : '';
  const lines = written.split('\n').filter((line) => /^\| (?!Fault |-)/.test(line));
  const named = lines.map((line) => line.split('|')[1]?.trim());
  expect(named).toEqual(cases.map(({ fault }) => fault));
});
