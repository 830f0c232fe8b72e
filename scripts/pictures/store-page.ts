import { readFileSync } from 'node:fs';
import type { StoreScene } from './store-scenes.ts';

const icon = readFileSync(new URL('../../src/ui/icon.svg', import.meta.url)).toString('base64');

/** Escapes a text for HTML. */
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  * { box-sizing: border-box; margin: 0; }
  body { color: #1c1917; background: #f7f0ea; font: 24px/1.4 system-ui, sans-serif; overflow: hidden; }
  body.dark { color: #f3f1ee; background: #151413; }
  .button { position: relative; width: 1em; height: 1em; }
  .button img { width: 1em; height: 1em; display: block; }
  .badge { position: absolute; right: -0.35em; bottom: -0.12em; font: 600 0.4em/1.45 system-ui, sans-serif;
    padding: 0 0.3em; min-width: 1.45em; text-align: center; border-radius: 0.35em; }
`;

/** Draws the toolbar button with its badge. */
const button = ({ badge }: Pick<StoreScene, 'badge'>): string => `
  <div class="button">
    <img src="data:image/svg+xml;base64,${icon}" alt="">
    <span class="badge" style="color: ${badge.textColor}; background: ${badge.color}">${escaped(badge.text)}</span>
  </div>`;

/**
 * Makes the page of a picture for the stores: what it says, beside a browser's toolbar with the popup below its button.
 *
 * @param popup the picture of the popup, as PNG in base64
 */
export const storePage = (scene: StoreScene, popup: string): string => `<!doctype html>
  <style>${style}
    body { display: grid; grid-template-columns: 1fr 560px; gap: 40px; padding: 0 40px 0 72px; height: 100vh; }
    .words { align-self: center; }
    h1 { font-size: 52px; line-height: 1.12; letter-spacing: -0.02em; margin-bottom: 20px; text-wrap: balance; }
    p { max-width: 22em; text-wrap: pretty; opacity: 0.85; }
    .brand { display: flex; align-items: center; gap: 14px; margin-bottom: 36px; font-weight: 600; }
    .brand .button { font-size: 44px; }
    .browser { align-self: start; margin-top: 48px; height: 760px; border-radius: 14px 14px 0 0; overflow: hidden;
      background: #fff; box-shadow: 0 12px 48px #0003; }
    .dark .browser { background: #26282c; }
    .toolbar { display: flex; align-items: center; gap: 18px; height: 64px; padding: 0 20px; background: #e9e6e2; }
    .dark .toolbar { background: #35363a; }
    .address { flex: 1; height: 36px; border-radius: 18px; background: #fff; }
    .dark .address { background: #202124; }
    .toolbar .button { font-size: 32px; margin-right: 10px; }
    .popup { float: right; margin: 8px 20px 0 0; border-radius: 10px; box-shadow: 0 4px 20px #0004; width: 400px; }
  </style>
  <body class="${scene.theme}">
    <div class="words">
      <div class="brand">${button(scene)} Session Badge for LiveChat</div>
      <h1>${escaped(scene.title)}</h1>
      <p>${escaped(scene.sentence)}</p>
    </div>
    <div class="browser">
      <div class="toolbar"><div class="address"></div>${button(scene)}</div>
      <img class="popup" src="data:image/png;base64,${popup}" alt="">
    </div>
  </body>`;

/** Makes the page of the promotional tile: the mark, the name, and the worry that it is for. */
export const tilePage = (scene: StoreScene): string => `<!doctype html>
  <style>${style}
    body { height: 100vh; padding: 0 32px; display: grid; grid-template-columns: auto 1fr; gap: 40px; align-items: center; }
    .button { font-size: 112px; }
    h1 { font-size: 27px; line-height: 1.15; letter-spacing: -0.01em; margin-bottom: 10px; }
    p { font-size: 16px; line-height: 1.35; opacity: 0.85; }
  </style>
  <body>
    ${button(scene)}
    <div>
      <h1>Session Badge for LiveChat</h1>
      <p>See where your account is signed in. End what should not be there.</p>
    </div>
  </body>`;
