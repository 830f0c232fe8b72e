import { request } from 'node:https';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { startLiveChat } from './index.ts';

const path = '/api/v2/summary.json';

test('answers on a port of its own, drops connections, and stops', async () => {
  const liveChat = await startLiveChat();
  expect(liveChat.url).toBe(`http://127.0.0.1:${liveChat.port}`);
  const answer = await fetch(liveChat.url + path);
  expect(answer.headers.get('Connection')).toBe('close');
  expect(await answer.json()).toMatchObject({ page: { name: 'LiveChat' } });

  liveChat.faults.add({ match: { path }, times: 1, kind: 'drop' });
  await expect(fetch(liveChat.url + path)).rejects.toThrow(TypeError);
  expect(liveChat.requests.map(({ status }) => status)).toEqual([200, 0]);

  liveChat.faults.add({ match: { path }, kind: 'delay', ms: 60_000 });
  const waiting = expect(fetch(liveChat.url + path)).rejects.toThrow(TypeError);
  await expect.poll(() => liveChat.requests.length).toBe(3);
  await liveChat.stop();
  await waiting;
  await expect(fetch(liveChat.url + path)).rejects.toThrow(TypeError);
});

test('speaks https', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'accounts.livechat.com' }]);
  const liveChat = await startLiveChat({ tls: { key, cert } });
  const status = await new Promise((resolve, reject) => {
    request(liveChat.url + path, { ca: cert, checkServerIdentity: () => undefined }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(liveChat.url).toMatch(/^https:/);
  expect(status).toBe(200);
  await liveChat.stop();
});
