import type { Client } from 'urql';
import { ViewerDocument, type ViewerQuery } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';
import type { Session } from './session';

/** Who is signed in, and what they may do. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  tenant: string;
  /** ISO 4217, of all limits. */
  currency: string;
  /** Works for the company; a customer's contact sees nothing but themselves. */
  staff: boolean;
  permissions: ReadonlySet<string>;
}

export function viewerOf({ viewer }: ViewerQuery, session: Session): Viewer {
  return {
    id: viewer.user?.id ?? session.user.id,
    name: viewer.user?.name ?? session.user.name,
    email: viewer.user?.email ?? session.user.email,
    tenant: viewer.company.name,
    currency: viewer.company.currency,
    staff: viewer.user?.kind !== 'CONTACT',
    permissions: new Set(viewer.permissions),
  };
}

export async function readViewer(client: Client, session: Session): Promise<Viewer | { trouble: Trouble }> {
  const { data, error } = await client.query(ViewerDocument, {}).toPromise();
  if (data) return viewerOf(data, session);
  return { trouble: error ? troubleOf(error) : { kind: 'broken' } };
}

/** Whether a list is offered to this person. */
export function mayList(viewer: Viewer, list: 'users' | 'deals'): boolean {
  return list === 'users' ? viewer.staff : viewer.permissions.has('deal.view');
}

/** The first page: people for those who look after them, else deals. */
export function homeOf(viewer: Viewer): '/users' | '/deals' {
  if (viewer.permissions.has('user.manage')) return '/users';
  return mayList(viewer, 'deals') ? '/deals' : '/users';
}
