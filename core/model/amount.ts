/** The unit of an amount: a currency (or null for plain counts) and the power of ten of one unit (万元: 4). */
export interface Unit {
  readonly currency: string | null;
  readonly exponent: number;
  /** As printed: 元, 万元, Rs. in lakhs. */
  readonly label: string;
}

/** An exact decimal as printed: `digits` × 10^-`scale` of its unit. No float ever holds an amount. */
export interface Amount {
  readonly digits: bigint;
  /** Printed decimals. */
  readonly scale: number;
}
