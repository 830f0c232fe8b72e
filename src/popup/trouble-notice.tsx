import type { ComponentChildren } from 'preact';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import { reportedIncident } from '../state/reported-incident.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import type { ShownTrouble } from '../state/view.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon } from '../ui/icon.tsx';
import './trouble-notice.css';

type TroubleNoticeProps = {
  trouble: ShownTrouble;
  /** Tells that it is that of the chats. */
  ofChats?: boolean;
  serviceStatus: PublicValues['serviceStatus'];
};

/** Shows a trouble, what comes next, and what LiveChat itself says of it. */
export function TroubleNotice({ trouble, ofChats, serviceStatus }: TroubleNoticeProps) {
  const incident = reportedIncident(trouble, serviceStatus?.status);
  const { said, requestId } = trouble;
  const details = [said && t('trouble_said', said), requestId && t('trouble_request', requestId)];
  return (
    <>
      <Notice>
        <p class="sentence">{troubleNoticeText(trouble, ofChats)}</p>
        {incident && (
          <p class="reported">
            {t('trouble_reported')}{' '}
            <ExternalLink href={incident.link}>
              <bdi>{sanitizeText(incident.name, 80)}</bdi>
            </ExternalLink>
          </p>
        )}
      </Notice>
      {/* For whoever can help. */}
      {(said || requestId) && <p class="trouble-details">{details.filter(Boolean).join(' · ')}</p>}
    </>
  );
}

/** Says that LiveChat's first answer takes long, and where to look whether it is LiveChat's fault. */
export function SlowNotice() {
  return (
    <Notice>
      <p>
        {t('loading_slow')} <ExternalLink href={config.statusUrl}>{t('status_link')}</ExternalLink>
      </p>
    </Notice>
  );
}

function Notice({ children }: { children: ComponentChildren }) {
  return (
    <div class="notice">
      <Icon name="alert" />
      <div>{children}</div>
    </div>
  );
}
