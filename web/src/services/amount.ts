/**
 * Reads an amount as people type it in a locale ("500 000,50", "1'200.5") and gives
 * the decimal text of the API ("500000.50"), or null if it is no amount. At most
 * `decimals` digits follow the separator: more are refused, never rounded (LL-1).
 */
export function parseAmount(typed: string, locale: string, decimals = 2): string | null {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, useGrouping: true }).formatToParts(1234567.5);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const plain = typed.replace(/[\s\u00a0\u202f'’]/g, '');
  const normal = decimal === ',' ? plain.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) : plain;
  // A comma must stand before three digits: "1,5" is a slip, not fifteen.
  const found = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d+))?$/.exec(normal);
  if (!found || (found[2]?.length ?? 0) > decimals) return null;
  const whole = found[1]!.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  return decimals === 0 ? whole : `${whole}.${(found[2] ?? '').padEnd(decimals, '0')}`;
}

/** The digits after the separator that a currency has: 2 for CAD, 0 for JPY. */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as a form field shows it before it is edited. */
export function showAmount(amount: string, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4, trailingZeroDisplay: 'stripIfInteger' }).format(
    amount as Intl.StringNumericLiteral,
  );
}
