import type { Session } from '../livechat/session.ts';
import { type Device, device } from '../text/device.ts';
import { deviceName } from '../text/device-name.ts';
import { type TextKey, text } from '../text/index.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { plain } from '../ui/plain.ts';

const icons: Record<Device['kind'], IconName> = { computer: 'computer', phone: 'phone', unknown: 'help' };

const identities: Record<string, TextKey> = {
  apple: 'identity_apple',
  credentials: 'identity_credentials',
  explicit: 'identity_explicit',
  google: 'identity_google',
  microsoft: 'identity_microsoft',
  token: 'identity_token',
};

/** How the agent signed in, in words; a way that LiveChat has added since, by its own name. */
function identityText(source: string): string {
  const key = Object.hasOwn(identities, source) ? identities[source] : undefined;
  return source && text('signed_in_with', key ? text(key) : plain(source, 40));
}

/** One session: where it is, how it began, and what it serves. All of it text from outside. */
export function SessionRow({ session }: { session: Session }) {
  const { user_agent, ip, identity_source, current } = session;
  const found = device(user_agent);
  // Joined only as far as anybody would read.
  const applications = session.applications
    .slice(0, 20)
    .map(({ name }) => plain(name, 60))
    .filter(Boolean)
    .join(', ');
  const facts = [identityText(identity_source), applications].filter(Boolean);
  return (
    <li class="session">
      <Icon name={icons[found.kind]} />
      <p class="device" title={plain(user_agent, 300)}>
        <bdi class="cut">{deviceName(found, true)}</bdi>
        {current && <span class="tag">{text('this_browser')}</span>}
      </p>
      {ip && (
        <p class="fact">
          <bdi class="cut">{plain(ip, 45)}</bdi>
        </p>
      )}
      {facts.length > 0 && (
        <p class="fact" title={facts.join(' · ')}>
          {facts.map((fact) => (
            <bdi key={fact} class="cut">
              {fact}
            </bdi>
          ))}
        </p>
      )}
    </li>
  );
}
