/** How grave a finding is: two printed figures cannot both be true; very likely wrong; a hint. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
