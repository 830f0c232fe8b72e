import * as v from 'valibot';
import { liveChatErrorCodes } from '../livechat/error.ts';
import { refusalReasons } from './connection.ts';
import { signInErrorCodes } from './protocol/sign-in-answer.ts';

/** Lists the places where a fault of ours may happen: the background, and the pages by their folders. */
export const faultPlaces = ['background', 'popup', 'options', 'welcome', 'authorize'] as const;
export type FaultPlace = (typeof faultPlaces)[number];

/**
 * Lists names of errors: JavaScript's, the DOM's that storage, requests and windows end in, and those of ours and of
 * what we use. Any other is `unknown_fault`: an error may be called anything.
 */
export const errorNames = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'InternalError',
  'AbortError',
  'DataCloneError',
  'DataError',
  'EncodingError',
  'InvalidAccessError',
  'InvalidStateError',
  'NetworkError',
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'NotSupportedError',
  'OperationError',
  'QuotaExceededError',
  'SecurityError',
  'TimeoutError',
  'UnknownError',
  'LiveChatError',
  'RefusedError',
  'SignInError',
  'StorageError',
  'ValiError',
  'unknown_fault',
] as const;

/** Describes the kind of a fault: one of our codes, or an error's name. */
export const faultKindSchema = () =>
  v.picklist([...liveChatErrorCodes, ...refusalReasons, ...signInErrorCodes, ...errorNames]);
export type FaultKind = v.InferOutput<ReturnType<typeof faultKindSchema>>;

/**
 * Lists what a fault is called, the most telling first: anybody's words, but not its message.
 *
 * @param fault whatever was thrown; it may be anything, and even throw when it is looked at
 */
export function faultNamesOf(fault: unknown): string[] {
  try {
    const { code, reason, name } = Object(fault);
    return [code, reason, name].map(String);
  } catch {
    return [];
  }
}

/** Tells of what kind a fault is: the first of its names that is on the fixed list, so that nothing else is kept. */
export const faultKindOf = (names: readonly string[]): FaultKind =>
  faultKindSchema().options.find((kind) => names.includes(kind)) ?? 'unknown_fault';
