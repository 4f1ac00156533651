import { version } from '../../package.json' with { type: 'json' };

/** Version of reader and rules, kept with each review: another one now makes the review stale. */
export const ENGINE: string = version;
