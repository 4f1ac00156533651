import { version } from '../../package.json' with { type: 'json' };

/** Set by the build: a hash of everything that reads and checks. */
declare const TIEOUT_ENGINE_HASH: string | undefined;

/**
 * Version of reader and rules, kept with each review: another one now makes the review stale. With the build's hash it changes
 * with every change of a rule; outside a build it is the package's version alone.
 */
export const ENGINE: string =
  typeof TIEOUT_ENGINE_HASH === 'string' ? `${version}+${TIEOUT_ENGINE_HASH}` : version;
