import { useTranslation } from 'react-i18next';
import type { ProductionBy } from '../../gql/graphql';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { ProductionRow } from '../../services/production';
import { PersonLink } from '../PersonLink';

/** What a line counts: a person, a team by its manager, a product, a status, a month. */
export function RowLabel({ row: { subject, label }, by }: { row: ProductionRow; by: ProductionBy }) {
  const { t } = useTranslation();
  const { month } = useFormats();
  const names = useNames();
  if (!label) return t(`production.none.${by}`);
  if (by === 'STATUS') return names.dealStatus(label);
  if (by === 'PERIOD') return month(label);
  return subject && by !== 'PRODUCT' ? <PersonLink id={subject} name={label} /> : label;
}
