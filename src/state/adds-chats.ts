import type { PublicValues } from './store/page-store.ts';

/** Tells whether a sign-in only adds chats to one that goes on, and stays as it is where that fails. */
export const addsChats = ({ signIn, connection }: Pick<PublicValues, 'signIn' | 'connection'>): boolean =>
  signIn?.withChats === true && connection?.status === 'signedIn';
