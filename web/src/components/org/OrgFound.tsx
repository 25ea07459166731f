import type { ListSearch } from '../../services/listSearch';
import { useOrgFound } from '../../services/orgFinding';
import { OrgList } from './OrgTable';

interface Props {
  q: string;
  search: ListSearch;
  onChange(part: ListSearch): void;
}

/** Whom a search finds in the whole organisation, also in branches that are closed. */
export function OrgFound({ q, search, onChange }: Props) {
  return <OrgList list={useOrgFound(q)} search={search} onChange={onChange} />;
}
