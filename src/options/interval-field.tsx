import { duration, plural, t } from '../i18n/index.ts';
import { type RequestLog, requestsPerMonth } from '../state/request-log.ts';
import type { Choices } from '../state/settings.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { aboutInterval, offeredIntervals } from './offered-intervals.ts';
import { SelectField } from './select-field.tsx';

/** Names LiveChat's page of what requests cost. */
const priceList = 'https://platform.text.com/docs/getting-started/api-pricing';

type IntervalFieldProps = {
  choices: Choices;
  requests: RequestLog | undefined;
  locked: boolean;
  onSave(interval: Choices['intervalSeconds']): void;
};

/** Lets the agent choose how often LiveChat is asked, and says what that means. */
export function IntervalField({ choices, requests, locked, onSave }: IntervalFieldProps) {
  const about = aboutInterval(choices);
  return (
    <SelectField
      id="interval"
      label={t('options_interval')}
      {...(about && {
        about: t(about === 'automatic' ? 'options_interval_automatic_about' : 'options_interval_about'),
      })}
      value={String(choices.intervalSeconds)}
      choices={[
        { value: 'automatic', label: t('options_interval_automatic') },
        ...offeredIntervals(choices).map((seconds) => ({ value: String(seconds), label: duration(seconds) })),
      ]}
      locked={locked}
      onChange={(chosen) => onSave(chosen === 'automatic' ? chosen : Number(chosen))}
    >
      <p id="requests" class="about">
        {plural(
          choices.chats ? 'options_chats_requests' : 'options_requests',
          requestsPerMonth(requests, choices, Date.now()),
        )}{' '}
        {t('options_requests_price')} <ExternalLink href={priceList}>{t('options_price_list')}</ExternalLink>
      </p>
    </SelectField>
  );
}
