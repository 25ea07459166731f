import { useClient } from 'urql';
import { PreferencesUpdateDocument, type PropertyType, type UserDetailsFragment } from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

/** Something that was picked from a catalogue, with the name it is shown by. */
export interface Choice {
  id: string;
  name: string;
  /** False for a broker that lost its verification: listed, and matches nothing (PF-2). */
  verified?: boolean;
}

/** Which deals a person takes; an empty list restricts nothing (PF-1). */
export interface Preferences {
  /** 0: never set. */
  version: number;
  autoAssign: boolean;
  locations: string[];
  languages: string[];
  propertyTypes: string[];
  products: Choice[];
  brokers: Choice[];
}

export function preferencesOf(present: UserDetailsFragment['preferences']): Preferences {
  if (!present) return { version: 0, autoAssign: true, locations: [], languages: [], propertyTypes: [], products: [], brokers: [] };
  const { version, autoAssign, locations, languages, propertyTypes, products, brokers } = present;
  return {
    ...{ version, autoAssign },
    locations: [...locations],
    languages: [...languages],
    propertyTypes: [...propertyTypes],
    products: products.map(({ id, name }) => ({ id, name })),
    brokers: brokers.map(({ id, name, verified }) => ({ id, name, verified })),
  };
}

export function useSavePreferences() {
  const client = useClient();
  return async (userId: string, wanted: Preferences, expectedVersion: number): Promise<Outcome> => {
    const { autoAssign, locations, languages, products, brokers } = wanted;
    const result = await client.mutation(PreferencesUpdateDocument, {
      input: {
        ...{ userId, expectedVersion, autoAssign, locations, languages },
        propertyTypes: wanted.propertyTypes as PropertyType[],
        productIds: products.map(({ id }) => id),
        brokerIds: brokers.map(({ id }) => id),
      },
    });
    return outcomeOf(result, result.data?.preferencesUpdate);
  };
}
