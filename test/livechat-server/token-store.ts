import { randomBytes } from 'node:crypto';
import type { Challenge } from './pkce.ts';
import type { Agent, Client } from './state.ts';

/** LiveChat's Authorization guide, "Limits": per client and account, for access and refresh tokens each. */
const TOKEN_LIMIT = 25;

/** LiveChat does not publish how long a code lives; RFC 6749 §4.1.2 wants it short. */
const CODE_LIFETIME_SECONDS = 60;

/** Describes all tokens that descend from one authorization. They are revoked together when one of them was stolen. */
export interface TokenFamily {
  client: Client;
  agent: Agent;
  organizationId: string;
  scopes: string[];
  sessionId: string;
  revoked: boolean;
}

export interface Code {
  value: string;
  family: TokenFamily;
  redirectUri: string;
  challenge: Challenge | undefined;
  expiresAt: number;
  used: boolean;
}

export interface AccessToken {
  value: string;
  family: TokenFamily;
  expiresAt: number;
  revoked: boolean;
  pair: RefreshToken | undefined;
}

export interface RefreshToken {
  value: string;
  family: TokenFamily;
  used: boolean;
  revoked: boolean;
  /** The access token that was issued with it last. */
  pair: AccessToken | undefined;
}

const isUnspent = ({ used, revoked, family }: RefreshToken): boolean => !used && !revoked && !family.revoked;

export class TokenStore {
  readonly lifetimeSeconds = 28_800;
  reuseAttempts = 0;
  readonly issued: string[] = [];
  readonly #now: () => number;
  readonly #codes = new Map<string, Code>();
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #refreshTokens = new Map<string, RefreshToken>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issueCode(family: TokenFamily, redirectUri: string, challenge: Challenge | undefined): Code {
    const expiresAt = this.#now() + CODE_LIFETIME_SECONDS * 1000;
    const code = { value: this.#secret(), family, redirectUri, challenge, expiresAt, used: false };
    this.#codes.set(code.value, code);
    return code;
  }

  /** An access token is prefixed with the data centre; a refresh token is not. */
  issueAccessToken(family: TokenFamily): AccessToken {
    const value = this.#secret(`${family.agent.dataCentre}:`);
    const expiresAt = this.#now() + this.lifetimeSeconds * 1000;
    const token: AccessToken = { value, family, expiresAt, revoked: false, pair: undefined };
    this.#accessTokens.set(value, token);
    this.#enforceLimit(family, [...this.#accessTokens.values()].filter(this.#isLive));
    return token;
  }

  /** An access token with a refresh token: a new one, or the one given where tokens do not rotate. */
  issuePair(family: TokenFamily, kept?: RefreshToken): { access: AccessToken; refresh: RefreshToken } {
    const access = this.issueAccessToken(family);
    const refresh = kept ?? this.#issueRefreshToken(family);
    access.pair = refresh;
    refresh.pair = access;
    return { access, refresh };
  }

  code(value: string): Code | undefined {
    return this.#codes.get(value);
  }

  isExpired(code: Code): boolean {
    return code.expiresAt <= this.#now();
  }

  refreshToken(value: string): RefreshToken | undefined {
    return this.#refreshTokens.get(value);
  }

  /** A refresh token that works now. */
  liveRefreshToken(value: string): RefreshToken | undefined {
    const token = this.#refreshTokens.get(value);
    return token && isUnspent(token) ? token : undefined;
  }

  /** An access token that works now. */
  liveAccessToken(value: string): AccessToken | undefined {
    const token = this.#accessTokens.get(value);
    return token && this.#isLive(token) ? token : undefined;
  }

  /** Every access token, and every refresh token, that works now. */
  get live(): { access: AccessToken[]; refresh: RefreshToken[] } {
    return {
      access: [...this.#accessTokens.values()].filter(this.#isLive),
      refresh: [...this.#refreshTokens.values()].filter(isUnspent),
    };
  }

  /**
   * The newest access token that works now and was issued for the same client, agent, organization, session and scopes.
   *
   * @param hasPair whether a refresh token came with it
   */
  livePairOf(family: TokenFamily, hasPair: boolean): AccessToken | undefined {
    return this.live.access.findLast(
      ({ family: own, pair }) =>
        own.client === family.client &&
        own.agent === family.agent &&
        own.organizationId === family.organizationId &&
        own.sessionId === family.sessionId &&
        own.scopes.join() === family.scopes.join() &&
        (hasPair ? pair !== undefined && isUnspent(pair) : pair === undefined),
    );
  }

  secondsLeft(token: AccessToken): number {
    return Math.ceil((token.expiresAt - this.#now()) / 1000);
  }

  revokeFamilies(which: (family: TokenFamily) => boolean): void {
    for (const { family } of [...this.#codes.values(), ...this.#accessTokens.values()]) {
      if (which(family)) family.revoked = true;
    }
  }

  expireAccessTokens(accountId: string): void {
    for (const token of this.#accessTokens.values()) {
      if (token.family.agent.accountId === accountId)
        token.expiresAt = Math.min(token.expiresAt, this.#now());
    }
  }

  #issueRefreshToken(family: TokenFamily): RefreshToken {
    const token: RefreshToken = {
      value: this.#secret(),
      family,
      used: false,
      revoked: false,
      pair: undefined,
    };
    this.#refreshTokens.set(token.value, token);
    this.#enforceLimit(family, [...this.#refreshTokens.values()].filter(isUnspent));
    return token;
  }

  readonly #isLive = (token: AccessToken): boolean =>
    !token.revoked && !token.family.revoked && token.expiresAt > this.#now();

  /** Maps keep the order of insertion, so the oldest come first. */
  #enforceLimit(family: TokenFamily, live: (AccessToken | RefreshToken)[]): void {
    const theirs = live.filter(
      (token) =>
        token.family.client.clientId === family.client.clientId &&
        token.family.agent.accountId === family.agent.accountId,
    );
    for (const token of theirs.slice(0, Math.max(0, theirs.length - TOKEN_LIMIT))) token.revoked = true;
  }

  #secret(prefix = ''): string {
    const value = prefix + randomBytes(24).toString('base64url');
    this.issued.push(value);
    return value;
  }
}
