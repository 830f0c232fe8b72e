import { render } from 'preact';
import { AuthorizeView } from '../../src/authorize/authorize-view.tsx';
import '../../src/authorize/authorize.css';

// The phase to show comes in the address, because the real window gets there only with LiveChat's help.
const nothing = () => undefined;
const { addsChats = false, ...phase } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
render(
  <AuthorizeView
    phase={phase}
    redirectUri={`${location.origin}/authorize/index.html`}
    clientId="bb9e5b2f1ab480e4a715977b7b1b4279"
    addsChats={addsChats}
    onTryAgain={nothing}
    onAllow={nothing}
    onTryRedirect={nothing}
    onCancel={nothing}
    onShowLogin={nothing}
    onOpenSettings={nothing}
  />,
  document.body,
);
