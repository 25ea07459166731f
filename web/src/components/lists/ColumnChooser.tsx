import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { RowData } from '@tanstack/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hidden } from '../../services/hidden';
import { hideable, shownColumns, withColumn } from './columnChoice';
import type { Columns } from './columns';

interface Props<Row extends RowData> {
  columns: Columns<Row>;
  hidden: Hidden;
  onChange(hidden: Hidden): void;
}

/** Which columns a list shows; the address keeps the choice. */
export function ColumnChooser<Row extends RowData>({ columns, hidden, onChange }: Props<Row>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const shown = new Set(shownColumns(columns, hidden));
  return (
    <Menu opened={opened} onChange={setOpened} closeOnItemClick={false} position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Tooltip label={t('lists.columns')} disabled={opened}>
          <ActionIcon variant="default" size={30} aria-label={t('lists.columns')}>
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('lists.columns')}</Menu.Label>
        {hideable(columns).map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={shown.has(column)}
            onChange={(checked) => onChange(withColumn(hidden, column.id ?? '', checked))}
          >
            {typeof column.header === 'string' ? column.header : column.id}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!hidden} onClick={() => onChange(undefined)}>
          {t('lists.everyColumn')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
