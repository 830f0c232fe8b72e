import * as v from 'valibot';
import { config, isFirefox } from '../config/index.ts';
import { clientIdSchema, type Flow, flowSchema, grantSchema } from '../config/schema.ts';

/** Lists who may decide between light and dark. */
export const themes = ['browser', 'light', 'dark'] as const;

const organizationIdSchema = () => v.pipe(v.string(), v.trim(), v.uuid());

/** Limits the length of an organization's name, in characters. */
export const longestName = 60;

/** Describes one of the agent's organizations: LiveChat's ID of it, and a name of the agent's choice. */
export const organizationSchema = () =>
  v.strictObject({
    id: organizationIdSchema(),
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestName)),
  });
export type Organization = v.InferOutput<ReturnType<typeof organizationSchema>>;

/** Limits the number of organizations that may be named. */
export const mostOrganizations = 20;

/** Sets the shortest interval that may be chosen, in seconds. */
export const shortestInterval = 30;

/** Describes an interval that may be chosen, in seconds. */
export const intervalSchema = () => v.pipe(v.number(), v.minValue(shortestInterval), v.maxValue(3600));

/**
 * Describes the choice of an interval, in seconds, or as often as it can matter. Of a browser policy, which knows whole
 * numbers here only, 0 is that, too.
 */
export const intervalSettingSchema = () =>
  v.union([
    v.literal('automatic'),
    v.pipe(
      v.literal(0),
      v.transform(() => 'automatic' as const),
    ),
    intervalSchema(),
  ]);

/** Lists what the badge may show once the agent's chats are shown. */
export const badgeContents = ['chats', 'sessions', 'both'] as const;
export type BadgeContent = (typeof badgeContents)[number];

/** Lists how long a message may be unread before a notification tells of it, in seconds; 0: none does. */
export const unreadWaits = [0, 30, 60, 120] as const;

/** Lists how long a customer may wait in the queue before a notification tells of it, in seconds; 0: none does. */
export const queueWaits = [0, 60, 120, 300] as const;

/** Describes what the agent, or an administrator by browser policy, may choose. What is absent follows the defaults. */
export const settingsSchema = () =>
  v.object({
    clientId: v.exactOptional(clientIdSchema()),
    grant: v.exactOptional(grantSchema()),
    flow: v.exactOptional(flowSchema()),
    /** The organization to sign in to; empty lets LiveChat decide. */
    organizationId: v.exactOptional(v.union([v.literal(''), organizationIdSchema()])),
    organizations: v.exactOptional(v.pipe(v.array(organizationSchema()), v.maxLength(mostOrganizations))),
    /** Keep the refresh token when the browser ends. */
    staySignedIn: v.exactOptional(v.boolean()),
    /** The time between two polls. */
    intervalSeconds: v.exactOptional(intervalSettingSchema()),
    /** Show a badge for no sessions, too. */
    badgeForZero: v.exactOptional(v.boolean()),
    /** Mark sessions that were not there before. */
    alerts: v.exactOptional(v.boolean()),
    /** Tell of them by the desktop, too; needs the optional permission. */
    notifications: v.exactOptional(v.boolean()),
    theme: v.exactOptional(v.picklist(themes)),
    /** Show the agent's chats, too; needs an optional permission and further scopes. */
    chats: v.exactOptional(v.boolean()),
    /** Show this on the badge, once chats are shown. */
    badgeContent: v.exactOptional(v.picklist(badgeContents)),
    /** The time between two polls of the chats while there are some. */
    chatsIntervalSeconds: v.exactOptional(intervalSchema()),
    /** Tell by the desktop of a chat that is assigned to the agent. */
    notifyAssigned: v.exactOptional(v.boolean()),
    /** Tell of a message that is unread for longer; 0 does not. */
    notifyUnreadSeconds: v.exactOptional(v.picklist(unreadWaits)),
    /** Tell of somebody who waits in the queue for longer; 0 does not. */
    notifyWaitingSeconds: v.exactOptional(v.picklist(queueWaits)),
    /** Show the text of messages, and names, in these notifications. */
    notifyText: v.exactOptional(v.boolean()),
    /** Hide the names and messages of chats in the popup. */
    hideNames: v.exactOptional(v.boolean()),
    /** Forget the list of chats when the screen is locked. */
    forgetOnLock: v.exactOptional(v.boolean()),
  });
export type Settings = v.InferOutput<ReturnType<typeof settingsSchema>>;

/** Describes what an administrator may set by browser policy: the settings, and what no agent could choose in time. */
export const policySchema = () =>
  v.object({
    ...settingsSchema().entries,
    /** Open the welcome page after the installation. */
    welcomePage: v.exactOptional(v.boolean()),
    /** The shortest time between two polls, in seconds. */
    minimumIntervalSeconds: v.exactOptional(intervalSchema()),
  });
export type Policy = v.InferOutput<ReturnType<typeof policySchema>>;

/** Describes the same settings without anything else: what people write by hand. */
export const strictSettingsSchema = () => v.strictObject(settingsSchema().entries);

/** Describes the settings in force, each with a value, and the shortest interval that may be chosen. */
export type Choices = Required<Settings & Pick<Policy, 'minimumIntervalSeconds'>>;

/**
 * Lists the flows that this browser can run. In Firefox the address of an extension's page is another one in every
 * installation, so LiveChat cannot know it, and the popup flow cannot answer to it.
 */
export const flows: readonly Flow[] = isFirefox ? ['redirect'] : flowSchema().options;

const defaults: Choices = {
  clientId: config.clientId,
  grant: config.grant,
  flow: isFirefox ? 'redirect' : 'popup',
  organizationId: '',
  organizations: [],
  staySignedIn: true,
  intervalSeconds: 'automatic',
  minimumIntervalSeconds: shortestInterval,
  badgeForZero: true,
  alerts: true,
  notifications: false,
  theme: 'browser',
  chats: false,
  badgeContent: 'chats',
  chatsIntervalSeconds: 60,
  notifyAssigned: false,
  notifyUnreadSeconds: 0,
  notifyWaitingSeconds: 0,
  notifyText: false,
  hideNames: false,
  forgetOnLock: false,
};

/**
 * Decides which settings are in force: the administrator's, then the agent's, and the defaults for the rest. What
 * cannot be in force counts as absent: an empty client ID, a flow that this browser cannot run, an organization that
 * the agent chose and that is no longer listed, so that no page could show it.
 *
 * @param managed what an administrator has set by browser policy, and the agent cannot change
 */
export function choicesOf(settings: Settings | undefined, managed?: Policy): Choices {
  const clientId = managed?.clientId || settings?.clientId || defaults.clientId;
  const choices = { ...defaults, ...settings, ...managed, clientId };
  const { flow, organizations, organizationId, intervalSeconds } = choices;
  const isKnown =
    managed?.organizationId !== undefined || organizations.some(({ id }) => id === organizationId);
  return {
    ...choices,
    ...(intervalSeconds !== 'automatic' && {
      intervalSeconds: Math.max(intervalSeconds, choices.minimumIntervalSeconds),
    }),
    chatsIntervalSeconds: Math.max(choices.chatsIntervalSeconds, choices.minimumIntervalSeconds),
    ...(!flows.includes(flow) && { flow: defaults.flow }),
    ...(!isKnown && { organizationId: defaults.organizationId }),
  };
}

/**
 * Decides whether the welcome page comes with the installation. Where an administrator has set the client ID, agents
 * have nothing to set up; and a virtual desktop whose profile is thrown away is an installation at each login.
 */
export const isWelcomeWanted = ({ welcomePage, clientId }: Policy): boolean => welcomePage ?? !clientId;

/**
 * Describes what a browser policy sets. An administrator's slip in one of them does not undo the others; an empty
 * client ID sets nothing.
 */
export const managedSchema = () =>
  v.pipe(
    v.unknown(),
    v.transform((stored): Policy => {
      const policy = Object(stored);
      const valid = Object.entries(policySchema().entries).flatMap(([name, schema]) => {
        const result = v.safeParse(schema, policy[name]);
        const isSet = name in policy && !(name === 'clientId' && policy[name] === '');
        return isSet && result.success ? [[name, result.output]] : [];
      });
      return Object.fromEntries(valid);
    }),
  );
