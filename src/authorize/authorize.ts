import * as v from 'valibot';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { type Answer, answerSchema, refusalCodeOf, refusalSchema } from '../state/protocol/sign-in-answer.ts';
import { Sdk } from './sdk.ts';
import { SignInError } from './sign-in-error.ts';

/** Sets how often to check whether the login window is still open, in milliseconds. */
const checkInterval = 200;

/** Sets how long an answer may take to arrive after its window has closed for us, in milliseconds. */
const graceAfterClose = 500;

/** Lists the origins that the SDK takes an answer from: the server's own, and LiveChat's other domain in its place. */
const originsOf = (serverUrl: string): string[] => [
  serverUrl,
  serverUrl.replace(/livechat\.com$/, 'livechatinc.com'),
];

/** Tells whether a message carries the state of a request, or LiveChat's refusal, which carries none. */
function hasStateOrRefusal(state: string, message: unknown): boolean {
  const data = v.object({ data: v.object({ state: v.literal(state) }) });
  const error = v.object({ error: refusalSchema() });
  return v.is(v.union([data, error]), message);
}

/**
 * Runs the SDK's popup flow. Meets three more defects of its version 2.1.3: it believes a message of LiveChat's
 * origin whichever window sent it, it does not compare the state, and it waits for ever when the login window is
 * closed, or shows an error page, without a message. Run it once in a page's life: the SDK's listener stays.
 *
 * @param isLoginWindowOpen whether the browser still shows the login window: to this page it also looks closed when a
 * page in it, such as a company's own login, has cut the two apart (`Cross-Origin-Opener-Policy`)
 * @returns the login page's answer, for the background to check
 * @throws SignInError
 */
export function authorize(
  request: AuthorizationRequest,
  isLoginWindowOpen: () => Promise<boolean>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let loginWindow: Window | null = null;

    // Registered before the SDK's own listener, so that it sees only messages that pass.
    window.addEventListener('message', (event) => {
      const genuine =
        loginWindow !== null &&
        event.source === loginWindow &&
        originsOf(request.accountsUrl).includes(event.origin);
      if (!genuine || !hasStateOrRefusal(request.state, event.data)) event.stopImmediatePropagation();
    });

    const open = window.open;
    window.open = (...parameters) => {
      loginWindow = open.apply(window, parameters);
      if (!loginWindow) reject(new SignInError('login_window_blocked'));
      return loginWindow;
    };

    const closedCheck = setInterval(() => {
      if (!loginWindow?.closed) return;
      clearInterval(closedCheck);
      setTimeout(async () => {
        const isOpen = await isLoginWindowOpen();
        reject(new SignInError(isOpen ? 'login_window_cut_off' : 'login_window_closed'));
      }, graceAfterClose);
    }, checkInterval);

    new Sdk(request)
      .popup()
      .authorize()
      .then(
        (answer) => {
          const parsed = v.safeParse(answerSchema(), answer);
          if (parsed.success) resolve(parsed.output);
          else reject(new SignInError('wrong_answer'));
        },
        (refusal) => reject(new SignInError(refusalCodeOf(refusal))),
      );
  });
}
