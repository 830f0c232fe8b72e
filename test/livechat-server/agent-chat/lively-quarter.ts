import type { State } from '../state.ts';
import type { Chat, ChatStore, Customer, Target } from './chat-store.ts';
import type { Counts } from './counts.ts';

/** Describes the people of the script, and where they meet. */
export interface Stage {
  chats: ChatStore;
  /** The e-mail address of the agent whose badge is watched. */
  me: string;
  colleague: string;
  /** A customer asks: for the first time, or again. */
  arrives(name: string, text: string, target: Target, groupIds?: number[]): Chat;
}

/** Describes a moment of the script. */
export interface Step {
  /** In seconds since the beginning. */
  at: number;
  /** Says in a few words what happens. */
  what: string;
  act(stage: Stage): void;
  /** The counts of the watched agent from then on. */
  shows: Counts;
}

const queue = { queue: true } as const;

/** The group of sales, which neither agent is in. */
const SALES = 9;

const customers: Record<string, Partial<Customer>> = {
  Maria: { email: 'maria@example.net', country: 'Poland', city: 'Wrocław', ip: '203.0.113.24' },
  'Tomasz Źdźbło': { email: 'tomasz@example.net', country: 'Poland', city: 'Łódź', ip: '198.51.100.7' },
  健二: { email: 'kenji@example.net', country: 'Japan', city: '大阪', ip: '2001:db8::52' },
  ليلى: { email: 'layla@example.net', country: 'Egypt', city: 'القاهرة', ip: '203.0.113.80' },
  Sam: { email: 'sam@example.net', country: 'United Kingdom', city: 'Leeds', ip: '192.0.2.44' },
  Ana: { email: 'ana@example.net', country: 'Portugal', city: 'Évora', ip: '192.0.2.45' },
  Bo: { email: 'bo@example.net', country: 'Sweden', city: 'Malmö', ip: '192.0.2.46' },
  Chloé: { email: 'chloe@example.net', country: 'France', city: 'Orléans', ip: '192.0.2.47' },
  Dora: { email: 'dora@example.net', country: 'Hungary', city: 'Győr', ip: '192.0.2.48' },
};

const toMe = ({ me }: Stage): Target => ({ agent: me });

const answer = ({ chats, me }: Stage, name: string, text: string) =>
  chats.write(chats.with(name), text, { by: me });

function closeAll({ chats }: Stage, ...names: string[]): void {
  for (const name of names) chats.close(chats.with(name));
}

/** Makes a step, with the counts in the order of their names: mine, unread, waiting, unassigned. */
function step(
  at: number,
  [mine, unread, waiting, unassigned]: [number, number, number, number],
  what: string,
  act: Step['act'],
): Step {
  return { at, what, act, shows: { mine, unread, waiting, unassigned } };
}

/**
 * Tells a lively quarter of an hour: customers come, write, wait and go; two agents answer, take over, hand over and
 * watch. All chats are closed at its end, so that it can begin again.
 */
export const livelyQuarter: readonly Step[] = [
  step(0, [1, 1, 0, 0], 'Maria is assigned to me', (s) =>
    s.arrives('Maria', 'Hello, is anybody there?', toMe(s)),
  ),
  step(20, [1, 0, 0, 0], 'I answer Maria', (s) => answer(s, 'Maria', 'Good morning, how can I help?')),
  step(50, [2, 1, 0, 0], 'Tomasz is assigned to me', (s) =>
    s.arrives('Tomasz Źdźbło', 'Dzień dobry, gdzie jest moja paczka?', toMe(s)),
  ),
  step(70, [2, 0, 0, 0], 'I read what Tomasz wrote', (s) => s.chats.see(s.chats.with('Tomasz Źdźbło'), s.me)),
  step(95, [2, 1, 0, 0], 'Maria sends a file', (s) =>
    s.chats.write(s.chats.with('Maria'), 'invoice.pdf', { type: 'file' }),
  ),
  step(120, [2, 1, 1, 0], 'Kenji waits in the queue', (s) => s.arrives('健二', 'こんにちは', queue)),
  step(140, [2, 0, 1, 0], 'I answer Maria', (s) => answer(s, 'Maria', 'Thank you, I have it.')),
  step(165, [2, 0, 2, 0], 'Layla waits behind Kenji', (s) =>
    s.arrives('ليلى', 'مرحبا، أحتاج إلى مساعدة', queue),
  ),
  step(200, [2, 0, 1, 0], 'A colleague takes Kenji out of the queue', (s) =>
    s.chats.transfer(s.chats.with('健二'), { agent: s.colleague }),
  ),
  step(230, [3, 1, 0, 0], 'I take Layla out of the queue', (s) =>
    s.chats.transfer(s.chats.with('ليلى'), toMe(s)),
  ),
  step(250, [3, 0, 0, 0], 'I answer Layla', (s) => answer(s, 'ليلى', 'How can I help?')),
  step(280, [3, 0, 0, 1], 'Nobody has Sam', (s) =>
    s.arrives('Sam', 'Can I pay by card?', { unassigned: true }),
  ),
  step(300, [3, 0, 0, 1], 'I watch over the chat of my colleague with Kenji', (s) =>
    s.chats.supervise(s.chats.with('健二'), s.me),
  ),
  step(330, [3, 0, 0, 1], 'Kenji writes to my colleague', (s) =>
    s.chats.write(s.chats.with('健二'), 'まだですか'),
  ),
  step(360, [4, 1, 0, 1], 'My colleague hands Kenji over to me', (s) =>
    s.chats.transfer(s.chats.with('健二'), toMe(s)),
  ),
  step(385, [4, 0, 0, 1], 'I answer Kenji', (s) => answer(s, '健二', 'I am looking into it.')),
  step(410, [4, 0, 0, 1], 'Tomasz has not written for long', (s) =>
    s.chats.fallAsleep(s.chats.with('Tomasz Źdźbło')),
  ),
  step(440, [4, 1, 0, 1], 'Tomasz writes again', (s) =>
    s.chats.write(s.chats.with('Tomasz Źdźbło'), 'Halo, jest tam kto?'),
  ),
  step(460, [4, 0, 0, 1], 'I answer Tomasz', (s) => answer(s, 'Tomasz Źdźbło', 'Paczka jest w drodze.')),
  step(480, [4, 0, 0, 1], 'Maria rates the chat, which says nothing to me', (s) =>
    s.chats.write(s.chats.with('Maria'), 'Very good', { type: 'annotation' }),
  ),
  step(500, [3, 0, 0, 1], 'I close the chat with Maria', (s) => s.chats.close(s.chats.with('Maria'))),
  step(520, [2, 0, 0, 1], 'I hand Tomasz over to my colleague', (s) =>
    s.chats.transfer(s.chats.with('Tomasz Źdźbło'), { agent: s.colleague }),
  ),
  step(550, [2, 0, 0, 0], 'My colleague takes Sam', (s) =>
    s.chats.transfer(s.chats.with('Sam'), { agent: s.colleague }),
  ),
  step(580, [2, 0, 0, 0], 'Dora asks sales, which I do not see', (s) =>
    s.arrives('Dora', 'What does it cost?', queue, [SALES]),
  ),
  step(610, [2, 0, 1, 0], 'Ana waits in the queue', (s) => s.arrives('Ana', 'Olá!', queue)),
  step(612, [2, 0, 2, 0], 'Bo waits behind Ana', (s) => s.arrives('Bo', 'Hej!', queue)),
  step(614, [2, 0, 3, 0], 'Chloé waits behind Bo', (s) => s.arrives('Chloé', 'Bonjour !', queue)),
  step(640, [3, 1, 2, 0], 'I take Ana out of the queue', (s) =>
    s.chats.transfer(s.chats.with('Ana'), toMe(s)),
  ),
  step(650, [3, 2, 2, 0], 'Layla writes again', (s) => s.chats.write(s.chats.with('ليلى'), 'شكرا')),
  step(660, [3, 2, 2, 0], 'Ana writes once more', (s) =>
    s.chats.write(s.chats.with('Ana'), 'My order never arrived. '.repeat(40)),
  ),
  step(690, [3, 1, 2, 0], 'I answer Ana', (s) => answer(s, 'Ana', 'I am sorry to hear that.')),
  step(695, [3, 0, 2, 0], 'I answer Layla', (s) => answer(s, 'ليلى', 'You are welcome.')),
  step(700, [3, 1, 2, 0], 'My colleague leaves me a note that customers do not see', (s) => {
    const chat = s.chats.supervise(s.chats.with('ليلى'), s.colleague);
    s.chats.write(chat, 'She is a new customer.', { by: s.colleague, visibility: 'agents' });
  }),
  step(720, [3, 0, 2, 0], 'I read the note', (s) => s.chats.see(s.chats.with('ليلى'), s.me)),
  step(740, [3, 0, 1, 0], 'Bo gives up', (s) => s.chats.close(s.chats.with('Bo'))),
  step(760, [3, 0, 0, 0], 'My colleague takes Chloé out of the queue', (s) =>
    s.chats.transfer(s.chats.with('Chloé'), { agent: s.colleague }),
  ),
  step(790, [4, 1, 0, 0], 'Maria comes back', (s) => s.arrives('Maria', 'One more question!', toMe(s))),
  step(820, [4, 0, 0, 0], 'I answer Maria', (s) => answer(s, 'Maria', 'Of course.')),
  step(840, [2, 0, 0, 0], 'I close the chats with Kenji and Layla', (s) => closeAll(s, '健二', 'ليلى')),
  step(870, [0, 0, 0, 0], 'I close the chats with Ana and Maria', (s) => closeAll(s, 'Ana', 'Maria')),
  step(895, [0, 0, 0, 0], 'My colleagues close all others', (s) =>
    closeAll(s, 'Tomasz Źdźbło', 'Sam', 'Chloé', 'Dora'),
  ),
];

/** Prepares the script for an agent of this LiveChat, with a colleague. */
export function setStage(liveChat: State, me: string): Stage {
  const { chats } = liveChat;
  const colleague = 'colleague@example.com';
  if (!liveChat.agents.has(colleague)) liveChat.addAgent({ email: colleague, name: 'Ben Colleague' });
  return {
    chats,
    me,
    colleague,
    arrives(name, text, target, groupIds = [0]) {
      const known = chats.all.find(({ customer }) => customer.name === name);
      return known
        ? chats.resume(known, text, target, groupIds)
        : chats.start(text, target, { name, ...customers[name] }, groupIds);
    },
  };
}
