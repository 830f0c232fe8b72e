import { render } from 'preact';
import browser from 'webextension-polyfill';

render(<p>{browser.runtime.id}</p>, document.body);
