import type { FacilityCategory, Book } from '../gql/graphql';
import { decimalsOf, parseAmount, showAmount } from './amount';
import type { DealDetails } from './deal';

/** A facility in a form: the amount as it is typed. */
export interface TypedFacility {
  category: FacilityCategory;
  book: Book;
  typed: string;
}

/** The figures that authority is judged by, as they are typed. */
export interface TypedFigures {
  facilities: readonly TypedFacility[];
  existingRetail: string;
  existingBusiness: string;
  discretionBps: number | null;
  comment: string;
}

export interface ReadFigures {
  facilities: { category: FacilityCategory; book: Book; amount: string }[];
  existingRetail: string;
  existingBusiness: string;
  discretionBps: number;
  comment?: string;
}

export const categories: readonly FacilityCategory[] = ['MORTGAGE', 'LINE_SECURED', 'CASH_SECURED', 'VEHICLE_SECURED', 'UNSECURED', 'BRIDGE'];
export const books: readonly Book[] = ['RETAIL', 'BUSINESS'];

export function showFigures(deal: DealDetails, locale: string): TypedFigures {
  return {
    facilities: deal.facilities.map(({ category, book, amount }) => ({ category, book, typed: showAmount(amount.amount, locale) })),
    existingRetail: showAmount(deal.existingRetail.amount, locale),
    existingBusiness: showAmount(deal.existingBusiness.amount, locale),
    discretionBps: deal.discretionBps,
    comment: '',
  };
}

/** What the form says, or null while something in it is no amount. */
export function readFigures(form: TypedFigures, currency: string, locale: string): ReadFigures | null {
  const decimals = decimalsOf(currency);
  const read = (typed: string) => parseAmount(typed, locale, decimals);
  const facilities = form.facilities.map(({ category, book, typed }) => ({ category, book, amount: read(typed) }));
  const [existingRetail, existingBusiness] = [read(form.existingRetail), read(form.existingBusiness)];
  if (existingRetail === null || existingBusiness === null || form.discretionBps === null) return null;
  if (facilities.length > 50 || facilities.some(({ amount }) => amount === null)) return null;
  return {
    facilities: facilities as ReadFigures['facilities'],
    ...{ existingRetail, existingBusiness, discretionBps: form.discretionBps },
    ...(form.comment.trim() && { comment: form.comment.trim() }),
  };
}
