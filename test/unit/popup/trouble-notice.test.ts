import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { expect, test } from 'vitest';
import { liveChatErrorCodes } from '../../../src/livechat/error.ts';
import { TroubleNotice } from '../../../src/popup/trouble-notice.tsx';
import { troubleNoticeText } from '../../../src/state/trouble-advice.ts';
import { ExternalLink } from '../../../src/ui/external-link.tsx';

type Props = { href?: string; children?: ComponentChildren };

/** Finds the addresses of what is linked to. */
const linksIn = (rendered: ComponentChildren): (string | undefined)[] =>
  toChildArray(rendered)
    .filter((child): child is VNode<Props> => isValidElement(child))
    .flatMap(({ type, props }) => (type === ExternalLink ? [props.href] : linksIn(props.children)));

const incident = { name: 'Slow search', shortlink: 'https://stspg.io/abc' };
const status = { status: { indicator: 'minor' as const, description: 'Minor' }, components: [] };

test.each([
  ['links to the incident that LiveChat reports', [incident], ['https://stspg.io/abc']],
  ['links to the status page where the incident has no link', [{ ...incident, shortlink: null }], undefined],
])('%s', (_, incidents, links) => {
  const rendered = TroubleNotice({
    trouble: { code: 'server_error', since: 0 },
    serviceStatus: { fetchedAt: 0, status: { ...status, incidents } },
  });
  expect(linksIn(rendered)).toEqual(links ?? ['https://status.livechat.com']);
});

test('links to nothing where LiveChat reports nothing', () => {
  const trouble = { code: 'server_error', since: 0 } as const;
  expect(linksIn(TroubleNotice({ trouble, serviceStatus: undefined }))).toEqual([]);
});

test('a permission that is withdrawn for the chats alone is told as such, with the same way on', () => {
  const trouble = { code: 'not_allowed', since: Date.now() } as const;
  expect(troubleNoticeText(trouble, true)).toMatch(/ask LiveChat for your chats since .*\. Press “Allow”\.$/);
  expect(troubleNoticeText(trouble)).toMatch(/reach LiveChat since .*\. Press “Allow”\.$/);
});

/** Tells whether a trouble has a view of its own. */
const isTold = (code: (typeof liveChatErrorCodes)[number]) => code !== 'insufficient_scope';

test.each([...liveChatErrorCodes.filter(isTold), 'paused' as const])(
  'no trouble of the chats speaks of sessions: %s',
  (code) => {
    expect(troubleNoticeText({ code, since: Date.now() }, true)).not.toContain('session');
  },
);
