import { generate } from 'selfsigned';

/**
 * Makes a key and a certificate for `startLiveChat({ tls })`, made anew for every run: no key lies in the repository.
 * Browsers of `launchAgentBrowser` accept it.
 */
export async function testCertificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'accounts.livechat.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  return { key, cert };
}
