import { isFirefox } from '../config/index.ts';
import { duration, plural, type TextKey, t } from '../i18n/index.ts';
import { type RequestLog, requestsPerMonth } from '../state/request-log.ts';
import { type BadgeContent, badgeContents, choicesOf, type Settings } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { ChatsField } from '../ui/chats-field.tsx';
import type { chatsStepKeys } from '../ui/chats-step.ts';
import { SwitchField } from '../ui/switch-field.tsx';
import { optionalPermissions, usePermission } from '../ui/use-permission.ts';
import { AppTabField } from './app-tab-field.tsx';
import { ChatNoticeFields } from './chat-notice-fields.tsx';
import { offeredChatsIntervals } from './offered-intervals.ts';
import { SelectField } from './select-field.tsx';

type ChatsSectionProps = {
  stored: Pick<PublicValues, (typeof chatsStepKeys)[number]>;
  requests: RequestLog | undefined;
  /** Tells whether the agent has come for the chats. */
  focused: boolean;
  onSave(settings: Settings): Promise<boolean>;
};

const badgeContentNames = {
  chats: 'tab_chats',
  sessions: 'tab_sessions',
  both: 'options_badge_both',
} as const satisfies Record<BadgeContent, TextKey>;

/** Renders all settings of the chats: first whether they are shown, and the others only while they are. */
export function ChatsSection({ stored, requests, focused, onSave }: ChatsSectionProps) {
  const { settings, managed = {} } = stored;
  const choices = choicesOf(settings, managed);
  const isLocked = (name: keyof Settings) => name in managed;
  const { held } = usePermission(optionalPermissions.chats);
  return (
    <>
      <ChatsField stored={stored} focused={focused} onSave={onSave} />
      {choices.chats && held && (
        <>
          <SelectField
            id="badge-content"
            label={t('options_badge_content')}
            value={choices.badgeContent}
            choices={badgeContents.map((each) => ({
              value: each,
              label: t(badgeContentNames[each]),
            }))}
            locked={isLocked('badgeContent')}
            onChange={(value) => {
              const badgeContent = badgeContents.find((each) => each === value);
              if (badgeContent) onSave({ badgeContent });
            }}
          />
          <SelectField
            id="chats-interval"
            label={t('options_chats_interval')}
            about={t('options_chats_interval_about')}
            value={String(choices.chatsIntervalSeconds)}
            choices={offeredChatsIntervals(choices).map((seconds) => ({
              value: String(seconds),
              label: duration(seconds),
            }))}
            locked={isLocked('chatsIntervalSeconds')}
            onChange={(chosen) => onSave({ chatsIntervalSeconds: Number(chosen) })}
          >
            <p id="chats-requests" class="about">
              {plural('options_chats_requests', requestsPerMonth(requests, choices, Date.now()))}
            </p>
          </SelectField>
          <AppTabField />
          <ChatNoticeFields choices={choices} isLocked={isLocked} onSave={onSave} />
          <SwitchField
            id="hide-names"
            label={t('hide_names')}
            about={t('options_hide_names_about')}
            checked={choices.hideNames}
            locked={isLocked('hideNames')}
            onChange={(hideNames) => onSave({ hideNames })}
          />
          <SwitchField
            id="forget-on-lock"
            label={t(isFirefox ? 'options_forget_when_away' : 'options_forget_on_lock')}
            about={t(isFirefox ? 'options_forget_when_away_about' : 'options_forget_on_lock_about')}
            checked={choices.forgetOnLock}
            locked={isLocked('forgetOnLock')}
            onChange={(forgetOnLock) => onSave({ forgetOnLock })}
          />
        </>
      )}
    </>
  );
}
