import type { CustomerDetails } from '../../services/customers';
import type { Refusal } from '../../services/fault';

export const companyFields = ['name', 'reference', 'legalName', 'street', 'postalCode', 'city', 'region', 'country', 'email', 'phone', 'taxNumber', 'language'] as const;
export type CompanyField = (typeof companyFields)[number];

/** Company data as it is typed: empty is nothing. */
export type CompanyData = Record<CompanyField, string>;

export const emptyCompany = Object.fromEntries(companyFields.map((name) => [name, ''])) as CompanyData;

export const companyOf = (customer: CustomerDetails): CompanyData => Object.fromEntries(companyFields.map((name) => [name, customer[name]])) as CompanyData;

/** Trimmed, and null where nothing stands. */
export function companyInput(data: CompanyData): { name: string } & Record<Exclude<CompanyField, 'name'>, string | null> {
  const { name, ...rest } = Object.fromEntries(companyFields.map((field) => [field, data[field].trim() || null]));
  return { ...(rest as Record<Exclude<CompanyField, 'name'>, string | null>), name: name ?? '' };
}

/** What is wrong with one field, beside the field. */
export const fieldError = (refusals: readonly Refusal[], name: string): string | undefined => refusals.find(({ field }) => field.at(-1) === name)?.message;
