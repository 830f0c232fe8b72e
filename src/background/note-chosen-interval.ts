import { withChosen } from '../state/request-log.ts';
import { read, write } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { withAgentLock } from './agent-lock.ts';

/** Notes with the count of requests when they come at another pace, by the agent's choice or by policy. */
export const noteChosenInterval = (): Promise<void> =>
  withAgentLock(async () => {
    const [{ requests }, choices] = await Promise.all([read('requests'), currentChoices()]);
    const after = withChosen(requests, choices, Date.now());
    if (after && after !== requests) await write({ requests: after });
  });
