import { useState } from 'preact/hooks';
import { config } from '../config/index.ts';
import { plural, t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { ServiceStatus } from '../livechat/service-status.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { Button } from '../ui/button.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import './service-status-panel.css';

/** Limits each list: the rest is for the status page itself. */
const listLimit = 3;

type Line = { tone: string; icon: IconName; words: string };

function lineFor(status: ServiceStatus | null, isTroubled: boolean): Line {
  if (!status) return { tone: 'quiet', icon: 'help', words: t('status_unknown') };
  const { indicator, description } = status.status;
  if (!isTroubled) return { tone: 'good', icon: 'check', words: t('status_operational') };
  const tone = indicator === 'major' || indicator === 'critical' ? 'bad' : 'warning';
  const words = indicator === 'none' ? '' : sanitizeText(description, 80);
  return { tone, icon: 'alert', words: words || t('status_troubled') };
}

type ServiceStatusPanelProps = {
  stored: PublicValues['serviceStatus'];
  /** Leaves the room to the sessions: what is wrong opens on request. */
  isShort: boolean;
};

/** Shows LiveChat's service status: one line, and what is wrong when something is. */
export function ServiceStatusPanel({ stored, isShort }: ServiceStatusPanelProps) {
  const [isAsked, setAsked] = useState(false);
  if (!stored) {
    return (
      <section class="status" aria-label={t('status_title')}>
        <p class="status-line quiet">
          <Icon name="waiting" spinning />
          {t('status_loading')}
        </p>
      </section>
    );
  }
  const { status } = stored;
  const components = status?.components.filter((component) => component.status !== 'operational') ?? [];
  const incidents = status?.incidents ?? [];
  const isTroubled = components.length > 0 || incidents.length > 0 || status?.status.indicator !== 'none';
  const { tone, icon, words } = lineFor(status, isTroubled);
  const isListed = components.length > 0 || incidents.length > 0;
  const isOpen = !isShort || isAsked;
  return (
    <section class="status" aria-label={t('status_title')}>
      <p class={`status-line ${tone}${isOpen ? '' : ' short'}`}>
        <Icon name={icon} />
        <bdi title={words} elementtiming="status">
          {words}
        </bdi>
        {isShort && isListed && (
          <Button id="incidents" variant="ghost" expanded={isAsked} onPress={() => setAsked(!isAsked)}>
            {incidents.length > 0
              ? plural('status_incidents', incidents.length)
              : plural('status_components', components.length)}
            <Icon name="chevron" />
          </Button>
        )}
        <ExternalLink href={config.statusUrl}>{t('status_link')}</ExternalLink>
      </p>
      {isOpen && components.length > 0 && (
        <ul class="components">
          {components.slice(0, listLimit).map(({ name, status: state }, index) => (
            <li key={index}>
              <bdi class="truncate">{sanitizeText(name, 80)}</bdi>
              <span>{t(`component_${state}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && incidents.length > 0 && (
        <ul class="incidents">
          {incidents.slice(0, listLimit).map(({ name, shortlink }, index) => (
            <li key={index}>
              <bdi>
                {shortlink ? (
                  <ExternalLink href={shortlink}>{sanitizeText(name)}</ExternalLink>
                ) : (
                  sanitizeText(name)
                )}
              </bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
