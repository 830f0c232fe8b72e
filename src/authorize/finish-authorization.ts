import { type Reply, send } from '../state/protocol/messages.ts';
import type { Answer } from '../state/protocol/sign-in-answer.ts';

/**
 * Hands LiveChat's answer to the background; again if the service worker is stopped on the way, which takes it up where
 * it was.
 *
 * @throws Error when the service worker stopped each time
 */
export async function finishAuthorization(
  answer: Answer,
  triesLeft = 3,
): Promise<Reply<'finishAuthorization'>> {
  try {
    return await send({ type: 'finishAuthorization', answer });
  } catch (error) {
    if (triesLeft === 0) throw error;
    return finishAuthorization(answer, triesLeft - 1);
  }
}
