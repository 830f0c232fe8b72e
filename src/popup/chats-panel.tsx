import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { chatsText } from '../state/chats-text.ts';
import type { PromptStep } from '../state/next-steps.ts';
import type { Choices, Settings } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import type { ChatsView } from '../state/view.ts';
import { askForAccess, openSettings } from '../ui/ask-for-access.ts';
import { Button } from '../ui/button.tsx';
import { optionalPermissions, usePermission } from '../ui/use-permission.ts';
import { ChatList } from './chat-list.tsx';
import { noChatsText } from './chat-words.ts';
import { ChatsPrompt, type ChatsPromptView } from './chats-prompt.tsx';
import { Failure } from './failure.tsx';
import { queueText } from './queue-text.ts';
import { SigningIn } from './signing-in.tsx';
import { Summary } from './summary.tsx';
import { SlowNotice, TroubleNotice } from './trouble-notice.tsx';
import { UpdatedAgo } from './updated-ago.tsx';
import { useRefresh } from './use-refresh.ts';
import './chats-panel.css';

type ChatsPanelProps<V extends ChatsView = ChatsView> = {
  view: V;
  list: PublicValues['chatList'];
  choices: Choices;
  /** Holds what the agent cannot choose. */
  managed: PublicValues['managed'];
  serviceStatus: PublicValues['serviceStatus'];
  isSigningIn: boolean;
  /** Opens LiveChat's window, which asks for the chats. */
  onAsk(): void;
  onSave(settings: Settings): void;
  onStep(step: PromptStep): void;
  /** Stands below them. */
  children: ComponentChildren;
};

const isPrompt = (view: ChatsView): view is ChatsPromptView =>
  view.state === 'off' || view.state === 'notAuthorized' || view.state === 'scopeMissing';

/** Tells whether the agent may do without chats: no administrator has decided. */
const isChosen = (managed: ChatsPanelProps['managed']): boolean => managed?.chats === undefined;

/** Shows the agent's chats, who waits for one, or what has to be done first. */
export function ChatsPanel(props: ChatsPanelProps) {
  const { view, choices, managed, isSigningIn, onAsk, onSave, onStep } = props;
  if (!isPrompt(view)) return <ActiveChats {...props} view={view} />;
  return (
    <ChatsPrompt
      view={view}
      clientId={choices.clientId}
      isSigningIn={isSigningIn}
      onAsk={onAsk}
      onTurnOff={isChosen(managed) ? () => onSave({ chats: false }) : undefined}
      onStep={onStep}
    />
  );
}

function ActiveChats(props: ChatsPanelProps<Exclude<ChatsView, ChatsPromptView>>) {
  const { view, list, choices, managed, serviceStatus, isSigningIn, onAsk, onSave, onStep, children } = props;
  const { refresh, busy, failed } = useRefresh();
  const isStale = view.state === 'stale';
  const isSlow = view.state === 'loading' && view.isSlow;
  const { held } = usePermission(optionalPermissions.chats);
  const isForbidden = isStale && view.trouble.code === 'not_allowed';
  // It is where tokens are renewed that the browser does not allow then, which the sessions need, too.
  const isOfBoth = isForbidden && held === true;
  const isOwnForbidden = isForbidden && !isOfBoth;
  const allow = async () => {
    await askForAccess();
    await refresh();
  };
  const known = isStale ? view.known : view.state === 'fresh' ? view : undefined;
  const words = known && chatsText(known.summary);
  return (
    <>
      <Summary
        button={isForbidden ? 'allow' : isStale || isSlow ? 'try_again' : 'refresh'}
        busy={busy}
        onRefresh={isOwnForbidden ? () => openSettings('chats') : isOfBoth ? allow : refresh}
      >
        <span id="chats-count" elementtiming="count">
          {words ?? t(isStale ? 'count_unknown' : 'loading')}
        </span>
      </Summary>
      {list && (
        <ChatList
          chats={list.chats}
          fetchedAt={list.fetchedAt}
          summary={known?.summary}
          isHidden={choices.hideNames}
        />
      )}
      {known && !list && (
        <div class="without-list">
          <UpdatedAgo fetchedAt={known.fetchedAt} />
          {/* While they are not allowed, none come. */}
          {known.summary.mine === 0 && <p>{noChatsText(known.summary)}</p>}
          {known.summary.mine > 0 && !isOwnForbidden && <p>{t('chats_names_later')}</p>}
        </div>
      )}
      {/* Below the list, which stays where it is when they come and go. */}
      {failed && <Failure />}
      {isSlow && <SlowNotice />}
      {isStale && <TroubleNotice trouble={view.trouble} ofChats={!isOfBoth} serviceStatus={serviceStatus} />}
      {isOwnForbidden && isChosen(managed) && (
        <div class="sign-in-anew">
          <Button id="turn-chats-off" onPress={() => onSave({ chats: false })}>
            {t('chats_turn_off')}
          </Button>
        </div>
      )}
      {isSigningIn && <SigningIn onStep={onStep} />}
      {isStale && view.trouble.signInHelps && !isSigningIn && (
        <div class="sign-in-anew">
          <Button id="sign-in" onPress={onAsk}>
            {t('sign_in_again')}
          </Button>
        </div>
      )}
      {known && (
        <p id="queue" class="queue">
          {/* Of an old number, nobody knows whether they still wait. */}
          {queueText(known.summary, isStale ? known.fetchedAt : Date.now())}
        </p>
      )}
      <div class="tools">
        {list && (
          <label>
            <input
              id="hide-names"
              type="checkbox"
              checked={choices.hideNames}
              disabled={managed?.hideNames !== undefined}
              onChange={({ currentTarget }) => onSave({ hideNames: currentTarget.checked })}
            />
            {t('hide_names')}
          </label>
        )}
        {children}
      </div>
      {/* Empty while LiveChat is asked: what has not changed is said again. */}
      <p id="spoken" class="visually-hidden" role="status">
        {!busy &&
          ((isStale && troubleNoticeText(view.trouble, !isOfBoth)) || (isSlow && t('loading_slow')) || words)}
      </p>
    </>
  );
}
