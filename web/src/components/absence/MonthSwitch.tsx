import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addMonths, monthOf, type LocalDate, type Month } from '../../services/dates';
import { useFormats } from '../../services/format';
import classes from './AbsenceCalendar.module.css';

interface Props {
  month: Month;
  today: LocalDate;
  onChange(month: Month): void;
}

/** Leads from month to month, and back to the present one. */
export function MonthSwitch({ month, today, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" aria-label={t('absence.monthBefore')} onClick={() => onChange(addMonths(month, -1))}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Text component="span" size="sm" fw={500} className={classes.month} aria-live="polite">
        {formats.month(month)}
      </Text>
      <ActionIcon variant="default" aria-label={t('absence.monthAfter')} onClick={() => onChange(addMonths(month, 1))}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      {month !== monthOf(today) && (
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(monthOf(today))}>
          {t('absence.thisMonth')}
        </Button>
      )}
    </Group>
  );
}
