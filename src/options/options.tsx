import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import browser, { type Permissions } from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import type { Diagnostic } from '../state/diagnostics.ts';
import type { RequestLog } from '../state/request-log.ts';
import { choicesOf, flows, type Settings, themes } from '../state/settings.ts';
import { isSetUpMissing } from '../state/sign-in-failure-text.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { AppSetUp } from '../ui/app-set-up.tsx';
import { chatsStepKeys } from '../ui/chats-step.ts';
import { ClientIdField } from '../ui/client-id-field.tsx';
import { Logo } from '../ui/logo.tsx';
import { RedirectUris } from '../ui/redirect-uris.tsx';
import { SwitchField } from '../ui/switch-field.tsx';
import { Term } from '../ui/term.tsx';
import { usePermission } from '../ui/use-permission.ts';
import { useSettings } from '../ui/use-settings.ts';
import { AccessField } from './access-field.tsx';
import { ChatsSection } from './chats-section.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { GrantField } from './grant-field.tsx';
import { IntervalField } from './interval-field.tsx';
import { NotificationsField } from './notifications-field.tsx';
import { OrganizationsField } from './organizations-field.tsx';
import { SelectField } from './select-field.tsx';
import { SettingsTransfer } from './settings-transfer.tsx';
import { ShortcutField } from './shortcut-field.tsx';

/** Lists the stored items that the settings page shows. */
export const optionsKeys = [
  'settings',
  'managed',
  'agent',
  'diagnostics',
  'requests',
  'signInFailure',
  ...chatsStepKeys,
] as const;

/** Names the part of the page that an address may lead to, beside the permission to reach LiveChat. */
const chatsHash = '#chats';

const access: Permissions.Permissions = { origins: browser.runtime.getManifest().host_permissions ?? [] };

type OptionsProps = {
  stored: Pick<PublicValues, Exclude<(typeof optionsKeys)[number], 'diagnostics' | 'requests'>> & {
    diagnostics?: Diagnostic[];
    requests?: RequestLog;
  };
};

/** Renders the settings page. Every change saves itself. */
export function Options({ stored }: OptionsProps) {
  const { settings = {}, managed = {}, agent, diagnostics = [], requests, signInFailure } = stored;
  const { outcome, save, replace } = useSettings();
  const choices = choicesOf(settings, managed);
  const isLocked = (name: keyof Settings) => name in managed;
  const { held: hasAccess, ...accessPermission } = usePermission(access);
  const lackedAccess = useRef(false);
  lackedAccess.current ||= hasAccess === false;
  // Without that permission nothing else works: it is asked for first, above.
  const isAtChats = location.hash === chatsHash && hasAccess === true;
  useLayoutEffect(() => {
    if (isAtChats) document.querySelector(chatsHash)?.scrollIntoView();
  }, [isAtChats]);
  // It does not close while the agent is in it.
  const isOpenAtFirst = useRef(choices.clientId === '' || (signInFailure && isSetUpMissing(signInFailure)));

  return (
    <main>
      <header>
        <Logo />
        <div>
          <h1>{t('options_title')}</h1>
          <p class="about">{t('extension_name')}</p>
        </div>
        <p id="outcome" class={outcome} role="status">
          {outcome === 'saved' && t('options_saved')}
          {outcome === 'failed' && t('options_save_failed')}
        </p>
      </header>
      {hasAccess !== undefined && lackedAccess.current && (
        <Section id="access" title={t('options_access')}>
          <AccessField
            held={hasAccess}
            isRefused={accessPermission.isRefused}
            onRequest={accessPermission.request}
          />
        </Section>
      )}
      <Section id="badge" title={t('options_badge')}>
        <IntervalField
          choices={choices}
          requests={requests}
          locked={isLocked('intervalSeconds')}
          onSave={(chosen) => save({ intervalSeconds: chosen })}
        />
        <SwitchField
          id="badge-for-zero"
          label={t('options_badge_for_zero')}
          about={t('options_badge_for_zero_about')}
          checked={choices.badgeForZero}
          locked={isLocked('badgeForZero')}
          onChange={(badgeForZero) => save({ badgeForZero })}
        />
      </Section>
      <Section id="chats" title={t('tab_chats')}>
        <ChatsSection stored={stored} requests={requests} focused={isAtChats} onSave={save} />
      </Section>
      <Section id="alerts-section" title={t('options_alerts_title')}>
        <SwitchField
          id="alerts"
          label={t('options_alerts')}
          about={t('options_alerts_about')}
          checked={choices.alerts}
          locked={isLocked('alerts')}
          onChange={(alerts) => save({ alerts })}
        />
        {choices.alerts && (
          <NotificationsField
            checked={choices.notifications}
            locked={isLocked('notifications')}
            onSave={(notifications) => save({ notifications })}
          />
        )}
      </Section>
      <Section id="looks" title={t('options_looks')}>
        <SelectField
          id="theme"
          label={t('options_theme')}
          value={choices.theme}
          choices={themes.map((theme) => ({ value: theme, label: t(`options_theme_${theme}`) }))}
          locked={isLocked('theme')}
          onChange={(value) => {
            const theme = themes.find((each) => each === value);
            if (theme) save({ theme });
          }}
        />
        <ShortcutField />
      </Section>
      <Section id="account" title={t('options_account')}>
        <SwitchField
          id="stay-signed-in"
          label={t('options_stay_signed_in')}
          about={t('options_stay_signed_in_about')}
          checked={choices.staySignedIn}
          locked={isLocked('staySignedIn')}
          onChange={(staySignedIn) => save({ staySignedIn })}
        />
        <OrganizationsField
          organizations={choices.organizations}
          current={agent?.organizationId}
          locked={isLocked('organizations')}
          onSave={(organizations) => save({ organizations })}
        />
      </Section>
      <Section id="file" title={t('options_file')} framed={false}>
        <SettingsTransfer settings={settings} onReplace={replace} />
      </Section>
      <Section id="diagnostics" title={t('diagnostics_title')} framed={false}>
        <Diagnostics diagnostics={diagnostics} />
      </Section>
      <details class="advanced" open={isOpenAtFirst.current}>
        <summary>
          <h2 id="app-title">{t('options_app')}</h2>
        </summary>
        <section class="card" aria-labelledby="app-title">
          <ClientIdField
            clientId={managed.clientId ?? settings.clientId ?? ''}
            locked={isLocked('clientId')}
            onSave={(clientId) => save({ clientId })}
          />
          <div class="field">
            <AppSetUp clientId={choices.clientId} withChats={choices.chats} />
          </div>
          <div class="field">
            <h3>
              {t('options_redirect_uri')} <Term>{t('options_redirect_uri_term')}</Term>
            </h3>
            <RedirectUris flow={choices.flow} />
          </div>
          <GrantField grant={choices.grant} locked={isLocked('grant')} onSave={(grant) => save({ grant })} />
          {flows.length > 1 && (
            <SelectField
              id="flow"
              label={t('options_flow')}
              about={t('options_flow_about')}
              value={choices.flow}
              choices={flows.map((flow) => ({ value: flow, label: t(`options_flow_${flow}`) }))}
              locked={isLocked('flow')}
              onChange={(value) => {
                const flow = flows.find((each) => each === value);
                if (flow) save({ flow });
              }}
            />
          )}
        </section>
      </details>
    </main>
  );
}

type SectionProps = { id: string; title: string; framed?: boolean; children: ComponentChildren };

function Section({ id, title, framed = true, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class={framed ? 'card' : 'stack'}>{children}</div>
    </section>
  );
}
