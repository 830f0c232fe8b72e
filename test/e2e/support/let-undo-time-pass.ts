import * as v from 'valibot';
import { endingSchema } from '../../../src/state/endings.ts';
import type { AgentBrowser } from './agent-browser.ts';
import { until } from './until.ts';

const endingsSchema = v.nullish(v.array(endingSchema()), []);

/** Lets the time in which endings can be undone be over, once one waits, as an alarm finds it then. */
export async function letUndoTimePass(agentBrowser: AgentBrowser, sessionId: string): Promise<void> {
  const endings = async () => v.parse(endingsSchema, (await agentBrowser.storage('session'))['endings']);
  const isMeant = (each: v.InferOutput<ReturnType<typeof endingSchema>>) => each.sessionId === sessionId;
  // One of the case before is there until this one has come.
  await until(async () => (await endings()).some(isMeant));
  const due = (await endings()).map((each) => (isMeant(each) ? { ...each, dueAt: Date.now() } : each));
  await agentBrowser.store('session', { endings: due });
  await agentBrowser.fireAlarm('poll');
}
