import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { DealRow } from '../../services/deals';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { DealFlags, DealStatusText } from './DealStatusText';
import { OwnerText } from './OwnerText';
import { PickUpButton } from './PickUpButton';

const column = columnsOf<DealRow>();

/** The columns of the deal list. A column's id is the field that the list is sorted by. Who has no owner can be taken. */
export function dealColumns(t: TFunction<'console'>, formats: Formats, names: Names, unassigned: boolean): Columns<DealRow> {
  return [
    column.accessor('reference', {
      id: 'REFERENCE',
      header: t('deals.column.reference'),
      cell: ({ row }) => (
        <>
          <Link to="/deals/$dealId" params={{ dealId: row.original.id }} className={classes.link}>
            {row.original.reference}
          </Link>
          <DealFlags deal={row.original} />
        </>
      ),
      meta: { track: 'minmax(92px, 0.9fr)' },
    }),
    column.accessor('status', {
      id: 'STATUS',
      header: t('deals.column.status'),
      cell: (info) => <DealStatusText status={info.getValue()} />,
      meta: { track: 'minmax(172px, 1.2fr)', text: (status: DealRow['status']) => names.dealStatus(status) },
    }),
    column.accessor((deal) => deal.loanAmount.amount, {
      id: 'LOAN_AMOUNT',
      header: t('deals.column.amount'),
      cell: ({ row }) => formats.money(row.original.loanAmount),
      meta: { track: 'minmax(110px, 0.9fr)', align: 'end' },
    }),
    column.accessor((deal) => deal.owner?.name ?? '', {
      id: 'OWNER',
      header: t('deals.column.owner'),
      enableSorting: !unassigned,
      cell: ({ row }) =>
        unassigned ? <PickUpButton deal={row.original} compact /> : <OwnerText owner={row.original.owner} acting={row.original.acting} />,
      meta: { track: 'minmax(130px, 1.4fr)' },
    }),
    column.accessor('location', {
      id: 'LOCATION',
      header: t('deals.column.location'),
      enableSorting: false,
      cell: (info) => names.province(info.getValue()),
      meta: { track: 'minmax(110px, 1.1fr)', text: names.province },
    }),
    column.accessor('propertyType', {
      id: 'PROPERTY_TYPE',
      header: t('deals.column.propertyType'),
      enableSorting: false,
      cell: (info) => names.propertyType(info.getValue()),
      meta: { track: 'minmax(120px, 1.1fr)', text: names.propertyType },
    }),
    column.accessor('submittedAt', {
      id: 'CREATED_AT',
      header: t('deals.column.submitted'),
      cell: (info) => formats.instant(info.getValue()),
      meta: { track: 'minmax(152px, 1.2fr)' },
    }),
  ];
}
