import { html, raw } from 'hono/html';
import type { Agent, Answer, Client } from './state.ts';

export type Html = ReturnType<typeof html>;

const STYLE = raw(`
  :root { color-scheme: light dark; --ink: #1b1b20; --soft: #5e5e6b; --card: #fff; --page: #f3f3f6;
          --line: #cfcfd8; --accent: #d63a00; --on-accent: #fff; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #f1f1f4; --soft: #a9a9b8; --card: #222229; --page: #16161a; --line: #45454f;
            --accent: #ff7847; --on-accent: #16161a; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page);
         color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { width: min(24rem, 100% - 2rem); padding: 2rem; border: 1px solid var(--line);
         border-radius: 12px; background: var(--card); }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; }
  label { display: block; margin-top: 1rem; font-weight: 600; }
  input { width: 100%; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 8px;
          background: var(--page); color: inherit; font: inherit; }
  button { width: 100%; margin-top: 1rem; padding: .65rem; border: 1px solid var(--accent);
           border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit;
           font-weight: 600; cursor: pointer; }
  button.quiet { border-color: var(--line); background: none; color: inherit; }
  [role=alert] { color: var(--accent); font-weight: 600; }
  small { display: block; margin-top: 1.5rem; color: var(--soft); }
  code { overflow-wrap: anywhere; }
`);

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${content}
      <small>This is the local LiveChat stand-in.</small>
    </main>
  </body>
</html>`;
}

export function loginPage(login: { email: string; suggestions: Agent[]; wrongPassword?: boolean }): Html {
  return page(
    'Sign in to LiveChat',
    html`<form method="post">
        ${login.wrongPassword ? html`<p role="alert">Wrong e-mail or password.</p>` : ''}
        <label for="email">E-mail</label>
        <input id="email" name="email" type="email" autocomplete="username" required value="${login.email}">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button id="sign-in">Sign in</button>
      </form>
      ${login.suggestions.map(
        ({ email, password }) => html`<p>Try <code>${email}</code> with <code>${password}</code></p>`,
      )}`,
  );
}

export function consentPage(consent: { client: Client; agent: Agent; scopes: string[] }): Html {
  return page(
    `${consent.client.name} wants to access your account`,
    html`<p>You are signed in as ${consent.agent.email}. The app asks for:</p>
      <ul>${consent.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
      <form method="post">
        <button id="allow" name="consent" value="allow">Allow</button>
        <button id="deny" name="consent" value="deny" class="quiet">Deny</button>
      </form>`,
  );
}

/** Posts the answer to the window that opened the popup, for the app's own origin only, and closes itself. */
export function answerPage(
  message: Answer,
  targetOrigin: string,
  script: ((message: Answer, targetOrigin: string) => string) | undefined,
): Html {
  const post = `window.opener?.postMessage(${inScript(message)}, ${inScript(targetOrigin)}); window.close();`;
  return page(
    'You can close this window',
    html`<script>${raw(script ? script(message, targetOrigin) : post)}</script>`,
  );
}

export function ooopsPage(exceptionDetails: string): Html {
  return page(
    'Ooops! Something went wrong',
    html`<p id="exception-details"><code>${exceptionDetails}</code></p>
      <p>The app that sent you here is not configured correctly. Tell its developer.</p>`,
  );
}

/** JSON that cannot end the script element that it stands in. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
