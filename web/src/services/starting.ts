import type { PropertyType, RoleDetailsFragment, StartingValuesInput } from '../gql/graphql';
import { limitInput, limitNames, limitOf, readLimits, showLimits, type LimitName, type Limits, type TypedLimits } from './limits';

/** What a new holder of a role starts with; null and empty set nothing. */
export interface Starting extends Omit<Limits, 'version'> {
  autoAssign: boolean | null;
  locations: string[];
  propertyTypes: string[];
  languages: string[];
}

/** The same in a form: amounts as they are typed. */
export type TypedStarting = Omit<Starting, LimitName> & Pick<TypedLimits, LimitName>;

/** The limits of both views. */
export const everyLimit: readonly LimitName[] = [...limitNames('CONDENSED'), ...limitNames('EXPANDED')];

export function startingOf(wire: RoleDetailsFragment['startingValues']): Starting {
  const limits = everyLimit.map((name) => [name, wire?.[name] ? limitOf(wire[name]) : { kind: 'UNSET' }]);
  return {
    ...(Object.fromEntries(limits) as Pick<Limits, LimitName>),
    maxCapacity: wire?.maxCapacity ?? null,
    maxDiscretionBps: wire?.maxDiscretionBps ?? null,
    autoAssign: wire?.autoAssign ?? null,
    locations: [...(wire?.locations ?? [])],
    propertyTypes: [...(wire?.propertyTypes ?? [])],
    languages: [...(wire?.languages ?? [])],
  };
}

export const showStarting = (starting: Starting, locale: string): TypedStarting => ({ ...starting, ...showLimits({ ...starting, version: 0 }, locale) });

/** What the form says, as the API takes it; undefined while an amount is none, null where nothing is set. */
export function readStarting(form: TypedStarting, currency: string, locale: string): StartingValuesInput | null | undefined {
  const limits = readLimits({ ...form, version: 0 }, currency, locale);
  if (!limits) return undefined;
  const amounts = Object.fromEntries(everyLimit.map((name) => [name, limitInput(limits[name])]));
  const set = (list: string[]) => (list.length > 0 ? list : null);
  const input: StartingValuesInput = {
    ...amounts,
    ...{ maxCapacity: form.maxCapacity, maxDiscretionBps: form.maxDiscretionBps, autoAssign: form.autoAssign },
    ...{ locations: set(form.locations), languages: set(form.languages), propertyTypes: set(form.propertyTypes) as PropertyType[] | null },
  };
  return Object.values(input).every((value) => value === null) ? null : input;
}
