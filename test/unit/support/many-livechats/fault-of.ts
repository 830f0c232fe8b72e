import type { Fault } from '../../../livechat-server/index.ts';
import type { Trouble, Where } from './steps.ts';

const page = (words: string) => `<!doctype html><title>${words}</title>`;
const html = { 'Content-Type': 'text/html' };
const json = { error_description: '', request_id: 'b7c8' };

const statusOf = (status: number, body: string | object, headers: Record<string, string> = {}) => ({
  kind: 'status' as const,
  status,
  body,
  headers: typeof body === 'string' ? { ...html, ...headers } : headers,
});

const answers: Record<Trouble, () => { kind: 'drop' } | ReturnType<typeof statusOf>> = {
  drop: () => ({ kind: 'drop' }),
  '401 page': () => statusOf(401, page('Sign in to the proxy')),
  '407 page': () => statusOf(407, page('Sign in to the proxy')),
  '302': () => statusOf(302, '', { Location: 'https://wifi.example/login' }),
  '403 page': () => statusOf(403, page('Forbidden')),
  '200 page': () => statusOf(200, page('Welcome to the Wi-Fi')),
  '511 page': () => statusOf(511, page('Sign in to the Wi-Fi')),
  '500': () => statusOf(500, page('Error')),
  "LiveChat's 500": () => statusOf(500, { error: 'server_error', ...json }),
  '429': () => statusOf(429, { error: 'temporarily_unavailable', ...json }, { 'Retry-After': '90' }),
  suspended: () => statusOf(403, { error: 'access_denied', sub_error: 'account_suspended', ...json }),
};

const matches: Record<Where, Fault['match']> = {
  everything: {},
  sessions: { path: /^\/v2\/sessions/ },
  token: { path: '/v2/token' },
  info: { path: '/v2/info' },
  login: { path: '/' },
};

/** Makes the fault that makes a trouble. */
export const faultOf = (what: Trouble, at: Where): Fault => ({ match: matches[at], ...answers[what]() });
