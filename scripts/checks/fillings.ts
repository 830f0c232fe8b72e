import type { Phase } from '../../src/authorize/phase.ts';
import { flowSchema, grantSchema } from '../../src/config/schema.ts';
import { liveChatErrorCodes } from '../../src/livechat/error.ts';
import { serviceStatusSchema } from '../../src/livechat/service-status.ts';
import { clientTestOutcomes } from '../../src/livechat/test-client.ts';
import { refusalReasons } from '../../src/state/connection.ts';
import { type SignInErrorCode, signInErrorCodes } from '../../src/state/protocol/sign-in-answer.ts';
import { themes } from '../../src/state/settings.ts';
import type { SettingsFileError } from '../../src/state/settings-json.ts';
import { storageFailureCodes } from '../../src/state/store/public-items.ts';
import { toldAs } from '../../src/state/told-as.ts';

/** All names of a union type: TypeScript insists on each of them. */
const namesOf = <Name extends string>(names: Record<Name, true>): string[] => Object.keys(names);

type SignInFailure = Extract<Phase, { name: 'failed' }>['error'];

/** Lists LiveChat's failures as texts tell them, but for a missing scope, which is told as a state. */
const failures = [...new Set(liveChatErrorCodes.map(toldAs))].filter((code) => code !== 'insufficient_scope');
const troubles = [...failures, 'paused', ...storageFailureCodes];

/** Lists the fillings of texts' names that the sources put together, as in `error_${code}`. */
export const fillings: Record<string, readonly string[]> = {
  'advice_*': troubles.filter((code) => code !== 'rate_limited' && code !== 'server_error'),
  'authorize_*': namesOf<Exclude<Phase['name'], 'failed'>>({
    preparing: true,
    waiting: true,
    checking: true,
    finishing: true,
    done: true,
  }),
  'client_test_*': [...clientTestOutcomes, 'running'],
  'component_*': serviceStatusSchema().entries.components.item.entries.status.options,
  'ending_failed_*': [...failures, 'insufficient_scope', 'no_id', 'no_current', 'unlisted'],
  'error_*': [
    ...signInErrorCodes,
    ...namesOf<Exclude<SignInFailure, SignInErrorCode>>({
      internal: true,
      storage_unreadable: true,
    }),
  ],
  'link_*': ['chats', 'archives', 'team', 'settings'],
  'options_flow_*': flowSchema().options,
  'options_grant_*': grantSchema().options,
  'options_grant_*_about': grantSchema().options,
  'options_grant_*_term': grantSchema().options,
  'options_import_*': namesOf<Exclude<SettingsFileError['error'], 'not_settings'>>({
    unknown_setting: true,
    wrong_value: true,
  }),
  'options_organization_*_wrong': ['name', 'id', 'listed', 'full'],
  'options_theme_*': themes,
  'refusal_*': refusalReasons,
  'trouble_*': troubles,
};
