/** Describes the part of LiveChat's Accounts SDK 2.1 that we use; the package brings no types. */
declare module '@livechat/accounts-sdk' {
  type Options = {
    client_id: string;
    /** Names the authorization server's origin. */
    server_url?: string;
    response_type?: 'token' | 'code';
    /** Lists the scopes, separated by commas. */
    scope?: string;
    state?: string;
    redirect_uri?: string;
    organization_id?: string;
    /** Fills in the login form. */
    email_hint?: string;
    pkce?: { enabled: boolean };
  };

  export default class AccountsSDK {
    constructor(options: Options);
    /** Makes the address of LiveChat's login page; `flow` is `button` in the popup flow. */
    authorizeURL(options?: object, flow?: string): string;
    /**
     * Begins the popup flow. `authorize()` opens the login window, then resolves with what the first message of
     * LiveChat's origin holds, or rejects with its `error` object. It never settles without a message.
     */
    popup(): { authorize(): Promise<unknown> };
  }
}
